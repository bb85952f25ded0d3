// SPDX-License-Identifier: Apache-2.0

/// Sets of numbers that may say yes wrongly, about once in sixteen times, but never no: what lets a
/// scan pass over nearly every word with one look. All share one array, which a loop keeps at hand.
struct BitFilters: Sendable {
    /// The bits of all filters.
    private(set) var words: [UInt64] = []

    /// One of the filters: where its bits start, and how many bits of a hash it uses.
    struct Filter: Sendable {
        fileprivate let start: Int
        fileprivate let shift: UInt64
        /// Whether it says no to everything.
        let isEmpty: Bool

        /// Whether `key` may be in the filter, whose bits are among `words`.
        @inline(__always)
        func mayContain(_ key: UInt64, in words: borrowing Span<UInt64>) -> Bool {
            if isEmpty { return false }
            let bit = BitFilters.hash(key) &>> shift
            return words[start &+ Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 == 1
        }
    }

    /// Adds the filter of `keys`.
    mutating func add(_ keys: [UInt64]) -> Filter {
        var log: UInt64 = 6
        while 1 << log < keys.count * 16, log < 26 { log += 1 }
        let filter = Filter(start: words.count, shift: 64 - log, isEmpty: keys.isEmpty)
        words += [UInt64](repeating: 0, count: 1 << (log - 6))
        for key in keys {
            let bit = Self.hash(key) &>> filter.shift
            words[filter.start + Int(bit >> 6)] |= 1 << (bit & 63)
        }
        return filter
    }

    /// Fibonacci hashing; the upper bits are good.
    @inline(__always)
    fileprivate static func hash(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }
}
