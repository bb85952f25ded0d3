// SPDX-License-Identifier: Apache-2.0

/// A set of numbers that may say yes wrongly, about once in sixteen times, but never no: what lets
/// a scan pass over nearly every word with one look.
struct BitFilter: Sendable {
    /// The bits; a power of two of them.
    let words: [UInt64]
    private let shift: UInt64

    /// The filter of `keys`.
    init(_ keys: [UInt64]) {
        var log: UInt64 = 12
        while 1 << log < keys.count * 16, log < 26 { log += 1 }
        var words = [UInt64](repeating: 0, count: 1 << (log - 6))
        for key in keys {
            let bit = Self.hash(key) &>> (64 - log)
            words[Int(bit >> 6)] |= 1 << (bit & 63)
        }
        self.words = words
        shift = 64 - log
    }

    /// Where to look for a key; takes `words` from the caller, who keeps them in a local.
    @inline(__always)
    func mayContain(_ key: UInt64, in words: borrowing Span<UInt64>) -> Bool {
        let bit = Self.hash(key) &>> shift
        return words[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 == 1
    }

    /// Fibonacci hashing; the upper bits are good.
    @inline(__always)
    private static func hash(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }
}
