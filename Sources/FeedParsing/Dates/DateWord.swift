// SPDX-License-Identifier: Apache-2.0

/// A word of a date: up to eight letters packed for the words of English and the zones, the whole
/// in lower case for the others.
struct DateWord {
    /// The letters of a word of ASCII with at most eight, in lower case, the first one highest;
    /// 0 for any other word.
    var packed: UInt64 = 0
    /// How many bytes there are.
    var count = 0
    /// The word in lower case, unless it is packed.
    private var long = ""

    init() {}

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        count = bytes.count
        if count <= 8, unsafe bytes.allSatisfy({ $0 < 0x80 }) {
            for index in 0..<count {
                packed = unsafe packed << 8 | UInt64(ByteSearch.lowercase(bytes[index]))
            }
        } else {
            long = unsafe String(decoding: bytes, as: UTF8.self).lowercased()
        }
    }

    /// The word in lower case.
    var string: String {
        guard packed != 0 else { return long }
        var letters: [UInt8] = []
        for shift in stride(from: 8 * (count - 1), through: 0, by: -8) {
            letters.append(UInt8(truncatingIfNeeded: packed >> UInt64(shift)))
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Whether this is `word`, which has at most eight letters, in lower case.
    func `is`(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        var other: UInt64 = 0
        for index in 0..<count { unsafe other = other << 8 | UInt64(word.utf8Start[index]) }
        return packed == other
    }

    /// The first three letters, packed; 0 when there are fewer.
    var firstThree: UInt64 {
        packed == 0 || count < 3 ? 0 : packed >> UInt64(8 * (count - 3))
    }
}
