// SPDX-License-Identifier: Apache-2.0

/// A title and a text as the comparison sees them.
struct ComparedText: Sendable {
    /// Shingles of the text, sorted, each once.
    let evidence: [UInt64]
    /// The shingles with which the text begins.
    let lead: [UInt64]
    /// The number of words.
    let length: Int
    /// How much text there is: two for a word, one for a character of scripts without spaces.
    let weight: Int
    /// What the title is about, sorted, each word once.
    let headline: [UInt64]
    /// What title and text are about, sorted.
    let vocabulary: [UInt64]
    let numbers: NumberSlots

    /// A text whose recurring sentences were taken out.
    init(title: [Word], words: [Word]) {
        let shingles = Shingles.evidence(words)
        lead = Array(shingles.prefix(Self.leadLength))
        evidence = Self.sortedUnique(shingles)
        length = words.count
        weight = Self.weight(of: words)
        headline = Self.sortedUnique(Self.keys(title))
        vocabulary = (headline + Self.keys(words)).sorted()
        numbers = NumberSlots(words)
    }

    /// Two for each word, one for each character of scripts without spaces.
    static func weight(of words: [Word]) -> Int {
        words.reduce(0) { $0 + ($1.isCharacter ? 1 : 2) }
    }

    /// Words of four letters or more, and pairs of characters.
    private static func keys(_ words: [Word]) -> [UInt64] {
        var keys: [UInt64] = []
        for (index, word) in words.enumerated() {
            if word.isKey {
                keys.append(word.bits)
            } else if word.isCharacter, index + 1 < words.count, words[index + 1].isCharacter {
                keys.append(Hash64.mix(word.bits, words[index + 1].bits ^ 0xa5a5))
            }
        }
        return keys
    }

    private static func sortedUnique(_ shingles: [UInt64]) -> [UInt64] {
        let sorted = shingles.sorted()
        var unique: [UInt64] = []
        unique.reserveCapacity(sorted.count)
        for shingle in sorted where shingle != unique.last { unique.append(shingle) }
        return unique
    }

    /// About the first paragraph of a news story.
    private static let leadLength = 24
}
