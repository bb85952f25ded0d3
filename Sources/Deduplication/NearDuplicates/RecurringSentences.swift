// SPDX-License-Identifier: Apache-2.0

/// How many stories of a feed have a sentence: newsletters' invitations, notes on the source, and
/// the paragraphs of background that stand in every report on a matter.
///
/// Only stories count, not copies, so a sentence that recurs is no sign of a copy. Counts are kept
/// for one to two halves of the window, or for less where there are more than so many sentences.
struct RecurringSentences: Sendable {
    private var current = Counts()
    private var previous = Counts()
    /// Sentences in either half of the window, at most.
    private let capacity: Int
    /// The sentences of both halves that recur, and a few others.
    private var recurring = KeyFilter()

    /// In how many stories of a feed a sentence stands before it is left out of comparisons.
    private static let least: UInt16 = 3
    /// Shorter ones recur by chance.
    private static let leastWords = 4
    /// Boilerplate stands at the ends; what is in between is not counted in long texts.
    private static let counted = 4
    /// As many as 131,072 stories have, half of the index's window; 24 MB for both halves.
    static let defaultCapacity = 1 << 20

    /// None are known. Of either half of the window at most `capacity` sentences will be.
    init(capacity: Int = Self.defaultCapacity) {
        self.capacity = capacity
    }

    /// Counts the sentences of a story of `feed`.
    mutating func learn(_ text: WordList, feed: UInt64) {
        let count = text.sentenceEnds.count
        for index in 0..<count where index < Self.counted || index >= count - Self.counted {
            guard let key = Self.key(of: index, in: text, feed: feed) else { continue }
            let stories = UInt16(current.increment(key)) + UInt16(previous[key])
            if stories >= Self.least { recurring.insert(key) }
        }
        if current.used >= capacity { turn() }
    }

    /// The words of `text` without the sentences that recur in `feed`.
    func removed(from text: WordList, feed: UInt64) -> [Word] {
        var kept: [Word] = []
        // How far the words were taken over.
        var taken = 0
        for index in text.sentenceEnds.indices {
            guard isRecurring(Self.key(of: index, in: text, feed: feed)) else { continue }
            let sentence = Self.range(of: index, in: text)
            kept += text.words[taken..<sentence.lowerBound]
            taken = sentence.upperBound
        }
        return taken == 0 ? text.words : kept + text.words[taken...]
    }

    /// Starts the next half of the window.
    mutating func turn() {
        previous = current
        current = Counts()
        recurring = KeyFilter()
        previous.forEachKey(countedAtLeast: Self.least) { recurring.insert($0) }
    }

    private func isRecurring(_ key: UInt64?) -> Bool {
        guard let key, recurring.mayHave(key) else { return false }
        return UInt16(current[key]) + UInt16(previous[key]) >= Self.least
    }

    /// The words of a sentence.
    @inline(__always) private static func range(of sentence: Int, in text: WordList) -> Range<Int> {
        (sentence == 0 ? 0 : text.sentenceEnds[sentence - 1])..<text.sentenceEnds[sentence]
    }

    /// The key of a sentence; nil for a short one.
    private static func key(of sentence: Int, in text: WordList, feed: UInt64) -> UInt64? {
        let range = range(of: sentence, in: text)
        guard range.count >= leastWords else { return nil }
        return text.words[range].reduce(feed) { Hash64.mix($0 ^ $1.bits, 0xa076_1d64_78bd_642f) }
    }

    /// Which keys may be those of recurring sentences, a bit of 65,536 each: hardly any other one
    /// is looked up in the tables, which are not in the processor's cache.
    private struct KeyFilter: Sendable {
        private var bits = [UInt64](repeating: 0, count: 1 << 10)

        mutating func insert(_ key: UInt64) { bits[Self.word(key)] |= Self.bit(key) }

        func mayHave(_ key: UInt64) -> Bool { bits[Self.word(key)] & Self.bit(key) != 0 }

        // The lowest eight bits of a key are not kept.
        private static func word(_ key: UInt64) -> Int {
            Int(truncatingIfNeeded: key >> 8 & 0x3FF)
        }

        private static func bit(_ key: UInt64) -> UInt64 { 1 << (key >> 18 & 63) }
    }

    /// Counters of eight bits by keys of 56, in one array.
    private struct Counts: Sendable {
        /// The key in the upper bits, the count in the lower eight; 0 is an empty slot.
        private var slots = [UInt64](repeating: 0, count: 256)
        private(set) var used = 0

        subscript(key: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: slots[slot(of: key)])
        }

        /// Counts `key` once more, up to 255, and gives how often it was counted.
        mutating func increment(_ key: UInt64) -> UInt8 {
            let slot = slot(of: key)
            if slots[slot] == 0 {
                slots[slot] = key & ~0xFF | 1
                used += 1
                if used * 4 > slots.count * 3 { grow() }
                return 1
            }
            if slots[slot] & 0xFF < 0xFF { slots[slot] += 1 }
            return UInt8(truncatingIfNeeded: slots[slot])
        }

        /// Calls `body` with the keys that were counted so often, their lowest eight bits aside.
        func forEachKey(countedAtLeast least: UInt16, _ body: (UInt64) -> Void) {
            for slot in slots where slot & 0xFF >= UInt64(least) { body(slot & ~0xFF) }
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
