// SPDX-License-Identifier: Apache-2.0

internal import TopicMatching

/// A hash that stands for something that texts have: a word, the beginning of one, a character or
/// two neighbours of a script that is not cut into words.
///
/// The hashes are part of the filters' format.
struct TermKey: Hashable, Sendable {
    /// What is hashed.
    enum Kind: UInt64 {
        case word = 1
        /// The first letters of a word.
        case beginning = 2
        /// A single character, or a Hangul syllable.
        case character = 3
        /// Two in a row.
        case neighbours = 4
    }

    let hash: UInt64

    init(_ kind: Kind, _ bytes: some Sequence<UInt8>) {
        // FNV-1a over the bytes, then the finaliser of MurmurHash3, so that both halves are good.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ kind.rawValue
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        self.hash = hash ^ hash >> 33
    }

    /// How many letters of words are kept as their beginnings.
    static let beginnings = [3, 6]

    /// What every text has in which `term` stands.
    static func keys(of term: RequiredTerm) -> [TermKey] {
        var keys: [TermKey] = []
        var previous: RequiredTerm.Token?
        for token in term.tokens {
            let characters = token.letters.unicodeScalars.map { Array(String($0).utf8) }
            switch token.kind {
            case .word where token.isWhole: keys.append(TermKey(.word, token.letters.utf8))
            case .word:
                if let count = beginnings.last(where: { $0 <= characters.count }) {
                    keys.append(TermKey(.beginning, characters[..<count].joined()))
                }
            case .single, .hangul:
                keys += characters.map { TermKey(.character, $0) }
                keys += zip(characters, characters.dropFirst()).map {
                    TermKey(.neighbours, $0 + $1)
                }
                // Single characters are a token each, at consecutive positions.
                if token.kind == .single, previous?.kind == .single,
                    let before = previous?.letters.utf8
                {
                    keys.append(TermKey(.neighbours, Array(before) + token.letters.utf8))
                }
            }
            previous = token
        }
        return keys
    }
}
