// SPDX-License-Identifier: Apache-2.0

/// The numbers and dates of a text by the words around them. Two reports made from one template
/// have other numbers between the same words; copies of one report have the same.
struct NumberSlots: Sendable {
    /// Contexts and numbers, sorted; a context may have several numbers.
    private var slots: [Slot] = []

    private struct Slot: Comparable, Hashable {
        let context: UInt64
        let number: UInt64

        static func < (a: Slot, b: Slot) -> Bool {
            (a.context, a.number) < (b.context, b.number)
        }
    }

    /// The numbers of `words`.
    init(_ words: [Word]) {
        var index = 0
        while index < words.count {
            let start = index
            while index < words.count, words[index].isNumeral { index += 1 }
            if start == index {
                index += 1
                continue
            }
            let number = Self.hash(words[start..<index], seed: 0)
            for context in [Self.before(start, words), Self.after(index, words)] {
                if let context { slots.append(Slot(context: context, number: number)) }
            }
        }
        slots.sort()
    }

    /// In how many contexts of both texts the numbers are all others, and in how many not.
    func compared(with other: NumberSlots) -> (conflicts: Int, agreements: Int) {
        var counts = (conflicts: 0, agreements: 0)
        var (i, j) = (0, 0)
        while i < slots.count, j < other.slots.count {
            let context = slots[i].context
            if context < other.slots[j].context {
                i += 1
            } else if other.slots[j].context < context {
                j += 1
            } else {
                let mine = slots[i...].prefix { $0.context == context }
                let theirs = other.slots[j...].prefix { $0.context == context }
                let agrees = mine.contains { slot in theirs.contains(slot) }
                if agrees { counts.agreements += 1 } else { counts.conflicts += 1 }
                (i, j) = (mine.endIndex, theirs.endIndex)
            }
        }
        return counts
    }

    /// The two words, or four characters, before `index`; nil where there are fewer than two.
    private static func before(_ index: Int, _ words: [Word]) -> UInt64? {
        guard index >= 2 else { return nil }
        let count = min(words[index - 1].isCharacter ? 4 : 2, index)
        return (1...count).reduce(1) { mix($0, words[index - $1]) }
    }

    /// The two words, or four characters, from `index` on; nil where there are fewer than two.
    private static func after(_ index: Int, _ words: [Word]) -> UInt64? {
        guard index + 2 <= words.count else { return nil }
        let count = min(words[index].isCharacter ? 4 : 2, words.count - index)
        return hash(words[index..<index + count], seed: 2)
    }

    private static func hash(_ words: ArraySlice<Word>, seed: UInt64) -> UInt64 {
        words.reduce(seed) { mix($0, $1) }
    }

    @inline(__always) private static func mix(_ hash: UInt64, _ word: Word) -> UInt64 {
        Hash64.mix(hash ^ word.bits, 0x8ebc_6af0_9c88_c6e3)
    }
}
