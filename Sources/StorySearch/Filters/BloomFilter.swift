// SPDX-License-Identifier: Apache-2.0

/// A split block Bloom filter, as Apache Parquet has it: says of a key that it is not there, or
/// that it may be.
struct BloomFilter: Equatable, Sendable {
    /// Eight words to a block; empty says of everything that it may be there.
    private(set) var words: [UInt32]

    /// Eight bits a key: one in forty that are not there may seem to be.
    private static let bitsPerKey = 8
    private static let salts: [UInt32] = [
        0x47B6_137B, 0x4497_4D91, 0x8824_AD5B, 0xA2B7_289D, 0x7054_95C7, 0x2DF1_424B, 0x9EFC_4947,
        0x5C6B_FB31,
    ]

    /// The filter of `keys`.
    init(_ keys: Set<TermKey>) {
        words = [UInt32](
            repeating: 0, count: 8 * max(1, (keys.count * Self.bitsPerKey + 255) / 256))
        for key in keys {
            let block = block(of: key)
            for (index, salt) in Self.salts.enumerated() {
                words[block + index] |= Self.bit(of: key, salt)
            }
        }
    }

    /// The filter that `words` are, whole blocks of them.
    init(words: [UInt32]) {
        self.words = words
    }

    /// Whether `key` may be there.
    func mayHold(_ key: TermKey) -> Bool {
        guard !words.isEmpty else { return true }
        let block = block(of: key)
        return Self.salts.enumerated().allSatisfy { index, salt in
            words[block + index] & Self.bit(of: key, salt) != 0
        }
    }

    private func block(of key: TermKey) -> Int {
        8 * Int(((key.hash >> 32) * UInt64(words.count / 8)) >> 32)
    }

    private static func bit(of key: TermKey, _ salt: UInt32) -> UInt32 {
        1 << ((UInt32(truncatingIfNeeded: key.hash) &* salt) >> 27)
    }
}
