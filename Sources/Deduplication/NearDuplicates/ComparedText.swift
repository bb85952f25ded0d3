// SPDX-License-Identifier: Apache-2.0

/// A title and a text as the comparison sees them.
struct ComparedText: Sendable {
    /// Shingles of the text.
    let evidence: HashSet64
    /// The shingles with which the text begins.
    let lead: [UInt64]
    /// The number of words.
    let length: Int
    /// How much text there is: two for a word, one for a character of scripts without spaces.
    let weight: Int
    /// What the title is about, each word once.
    let headline: [UInt64]
    /// What title and text are about.
    let vocabulary: HashSet64
    let numbers: NumberSlots

    /// A text whose recurring sentences were taken out.
    init(title: [Word], words: [Word]) {
        let shingles = Shingles.evidence(words)
        lead = Array(shingles.prefix(Self.leadLength))
        evidence = HashSet64(shingles)
        length = words.count
        weight = Self.weight(of: words)
        let keys = Self.keys(title)
        headline = keys.indices.filter { !keys[..<$0].contains(keys[$0]) }.map { keys[$0] }
        vocabulary = HashSet64(keys + Self.keys(words))
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

    /// About the first paragraph of a news story.
    private static let leadLength = 24
}
