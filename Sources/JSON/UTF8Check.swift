// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Whether bytes are UTF-8, by simdjson's validator: many times faster than a loop over bytes.
public enum UTF8Check: Sendable {
    /// Whether all of `bytes` is well-formed (Unicode 15, table 3-7).
    public static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        return unsafe feedwatch_is_utf8(start, bytes.count)
    }
}
