// SPDX-License-Identifier: Apache-2.0

/// How many stories of a feed have a sentence: newsletters' invitations, notes on the source, and
/// the paragraphs of background that stand in every report on a matter.
///
/// Only stories count, not copies, so a sentence that recurs is no sign of a copy. Counts are kept
/// for one to two halves of the window.
struct RecurringSentences: Sendable {
    private var current = Counts()
    private var previous = Counts()

    /// In how many stories of a feed a sentence stands before it is left out of comparisons.
    private static let least: UInt8 = 3
    /// Shorter ones recur by chance.
    private static let leastWords = 4
    /// Boilerplate stands at the ends; what is in between is not counted in long texts.
    private static let counted = 4

    /// Counts the sentences of a story of `feed`.
    mutating func learn(_ text: WordList, feed: UInt64) {
        let keys = Self.keys(of: text, feed: feed)
        for (index, key) in keys.enumerated()
        where index < Self.counted || index >= keys.count - Self.counted {
            if let key = key.hash { current.increment(key) }
        }
    }

    /// The words of `text` without the sentences that recur in `feed`.
    func removed(from text: WordList, feed: UInt64) -> [Word] {
        let keys = Self.keys(of: text, feed: feed)
        let isRecurring = keys.map { self.isRecurring($0.hash) }
        guard isRecurring.contains(true) else { return text.words }
        var kept: [Word] = []
        kept.reserveCapacity(text.words.count)
        for (key, isRecurring) in zip(keys, isRecurring) where !isRecurring {
            kept += text.words[key.range]
        }
        return kept
    }

    /// Starts the next half of the window.
    mutating func turn() {
        previous = current
        current = Counts()
    }

    private func isRecurring(_ key: UInt64?) -> Bool {
        guard let key else { return false }
        return UInt16(current[key]) + UInt16(previous[key]) >= UInt16(Self.least)
    }

    /// The sentences of `text` with their keys; nil for short ones.
    private static func keys(
        of text: WordList, feed: UInt64
    ) -> [(range: Range<Int>, hash: UInt64?)] {
        var start = 0
        return text.sentenceEnds.map { end in
            defer { start = end }
            guard end - start >= leastWords else { return (start..<end, nil) }
            let hash = text.words[start..<end].reduce(feed) {
                Hash64.mix($0 ^ $1.bits, 0xa076_1d64_78bd_642f)
            }
            return (start..<end, hash)
        }
    }

    /// Counters of eight bits by keys of 56, in one array.
    private struct Counts: Sendable {
        /// The key in the upper bits, the count in the lower eight; 0 is an empty slot.
        private var slots = [UInt64](repeating: 0, count: 256)
        private var used = 0

        subscript(key: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: slots[slot(of: key)])
        }

        mutating func increment(_ key: UInt64) {
            let slot = slot(of: key)
            if slots[slot] == 0 {
                slots[slot] = key & ~0xFF | 1
                used += 1
                if used * 4 > slots.count * 3 { grow() }
            } else if slots[slot] & 0xFF < 0xFF {
                slots[slot] += 1
            }
        }

        /// The slot that has `key`, or the empty one where it belongs.
        private func slot(of key: UInt64) -> Int {
            var slot = Int(key.multipliedFullWidth(by: UInt64(slots.count)).high)
            while slots[slot] != 0, (slots[slot] ^ key) & ~0xFF != 0 {
                slot = slot + 1 == slots.count ? 0 : slot + 1
            }
            return slot
        }

        private mutating func grow() {
            let old = slots
            slots = [UInt64](repeating: 0, count: old.count * 3 / 2)
            for counter in old where counter != 0 { slots[slot(of: counter)] = counter }
        }
    }
}
