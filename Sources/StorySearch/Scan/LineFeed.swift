// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Where lines end. The corresponding C function is `memchr`.
enum LineFeed {
    /// Where the first line feed stands; nil where there is none.
    static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = bytes.baseAddress,
            let found = unsafe memchr(start, 0x0A, bytes.count)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}
