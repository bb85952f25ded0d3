// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// The folded form of `text` as UTF-8: what "the folded title" means in identities (SPEC.md).
///
/// - Parameter foldsHan: whether variants of a Han character are one (QUERY.md section 2.6).
public func folded(_ text: UTF8Text, foldsHan: Bool) -> [UInt8] {
    unsafe text.withUnsafeBytes {
        var folder = TextFolder(foldsHan: foldsHan)
        return unsafe folder.fold($0).bytes
    }
}
