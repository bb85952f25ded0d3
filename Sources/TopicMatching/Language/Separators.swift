// SPDX-License-Identifier: Apache-2.0

internal import Text

/// What stands between tokens.
enum Separators {
    /// Whether `bytes` are nothing but `・` and `·`, or nothing at all.
    static func areMiddleDots(_ bytes: ArraySlice<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { isMiddleDot($0.value) }
    }

    /// Whether `scalar` is `・` or `·`, which part names written without spaces.
    static func isMiddleDot(_ scalar: UInt32) -> Bool { scalar == 0x30FB || scalar == 0xB7 }
}
