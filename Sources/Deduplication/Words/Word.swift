// SPDX-License-Identifier: Apache-2.0

/// A word of folded text: a hash, and what the comparison of texts asks about it.
struct Word: Hashable, Sendable {
    /// 61 bits of hash, three of flags, so that a text costs eight bytes a word.
    let bits: UInt64

    /// A word with the upper bits of `hash`.
    @inline(__always) init(hash: UInt64, flags: UInt64) {
        bits = hash & ~7 | flags
    }

    /// One character of a script that is written without spaces (Han, kana, Thai, …).
    var isCharacter: Bool { bits & Self.character != 0 }
    /// A word with digits, or the name of a month or a day: what differs from day to day.
    var isNumeral: Bool { bits & Self.numeral != 0 }
    /// Long enough to say something about the subject: four letters, or any Hangul.
    var isKey: Bool { bits & Self.key != 0 }

    static let character: UInt64 = 1
    static let numeral: UInt64 = 2
    static let key: UInt64 = 4
}

/// The words of a text in their order, and where its sentences end.
struct WordList: Sendable {
    /// The words.
    var words: [Word] = []
    /// For each sentence, the index of the word after its last.
    var sentenceEnds: [Int] = []

    /// Ends a sentence after the last word, unless it has none.
    mutating func endSentence() {
        if words.count > sentenceEnds.last ?? 0 { sentenceEnds.append(words.count) }
    }

    /// Whether a reader finds the same words here, but for counters.
    func hasSameText(as other: WordList) -> Bool {
        Counters.removed(from: words) == Counters.removed(from: other.words)
    }
}
