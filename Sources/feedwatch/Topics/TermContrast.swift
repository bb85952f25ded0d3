// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc
import Text

/// Terms by how well they tell texts of one kind from texts of another.
struct TermContrast {
    /// A term and in how many texts of either kind it occurs.
    struct Term: Equatable {
        /// The term, as a query writes it.
        var text: String
        var wanted: Int
        var unwanted: Int
        /// The logarithm of how much likelier it is in a text that is wanted, with half a text
        /// added on each side, so that what was seen once says little.
        var weight: Double
    }

    private var counts: [String: (wanted: Int, unwanted: Int)] = [:]
    /// How many texts of either kind were counted.
    private(set) var wantedTexts = 0
    private(set) var unwantedTexts = 0
    /// How a term in Han characters was written where it was met first.
    private var spellings: [String: String] = [:]
    private var folder = TextFolder(foldsHan: true)
    /// Leaves Han characters as they are; each is one character either way.
    private var speller = TextFolder(foldsHan: false)
    private var tokenizer = Tokenizer()

    /// Counts the terms of a text.
    mutating func add(title: String, body: String, isWanted: Bool) {
        var terms: Set<String> = []
        for text in [title, body] { collect(text, into: &terms) }
        for term in terms {
            var count = counts[term] ?? (0, 0)
            if isWanted { count.wanted += 1 } else { count.unwanted += 1 }
            counts[term] = count
        }
        if isWanted { wantedTexts += 1 } else { unwantedTexts += 1 }
    }

    /// The terms of more than one wanted text (of one, where there is but one) that speak for a
    /// text, those that tell most first. Of those that stand in each other and are in as many texts
    /// there is but one: the whole name in Han characters, of Hangul the part without its particle.
    func best(_ limit: Int) -> [Term] {
        let least = min(2, wantedTexts)
        var terms: [Term] = []
        for (text, count) in counts where count.wanted >= least {
            let wanted = (Double(count.wanted) + 0.5) / (Double(wantedTexts) + 1)
            let unwanted = (Double(count.unwanted) + 0.5) / (Double(unwantedTexts) + 1)
            let weight = log(wanted / unwanted)
            guard weight > 0 else { continue }
            terms.append(
                Term(
                    text: text, wanted: count.wanted, unwanted: count.unwanted, weight: weight))
        }
        terms.sort {
            ($1.weight, $1.wanted, Self.rank($0.text), $0.text)
                < ($0.weight, $0.wanted, Self.rank($1.text), $1.text)
        }
        var best: [Term] = []
        for term in terms where best.count < limit {
            if !best.contains(where: { Self.says($0, what: term) }) { best.append(term) }
        }
        return best.map { term in
            var term = term
            term.text = spellings[term.text] ?? term.text
            return term
        }
    }

    /// Long names in Han characters first, Hangul without its particle first.
    private static func rank(_ text: String) -> Int {
        switch text.unicodeScalars.first {
        case let first? where isHangul(first): text.unicodeScalars.count
        case let first? where first.isASCII: 0
        default: -text.unicodeScalars.count
        }
    }

    /// Whether a term of the same texts makes another one needless.
    private static func says(_ term: Term, what other: Term) -> Bool {
        guard (term.wanted, term.unwanted) == (other.wanted, other.unwanted),
            let first = other.text.unicodeScalars.first, !first.isASCII
        else { return false }
        return isHangul(first) ? other.text.hasPrefix(term.text) : term.text.contains(other.text)
    }

    private static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
        (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// Words, beginnings of Korean eojeol, pairs of neighbouring words, and names of two to six
    /// characters in scripts without spaces: what a term of a query can be.
    private mutating func collect(_ text: String, into terms: inout Set<String>) {
        let bytes = Array(text.utf8)
        let folded = unsafe bytes.withUnsafeBufferPointer { unsafe folder.fold($0) }
        var previous: (text: String, token: Token)?
        let spelled = unsafe bytes.withUnsafeBufferPointer { unsafe speller.fold($0) }
        let characters = tokenizer.tokens(of: spelled)
        var name: [(folded: String, spelled: String)] = []
        for (token, character) in zip(tokenizer.tokens(of: folded), characters) {
            let word = unsafe folded.withUnsafeBytes {
                unsafe String(decoding: $0[token.range], as: UTF8.self)
            }
            let follows = previous.map { $0.token.position + 1 == token.position } ?? false
            if token.kind == .single {
                if !follows || !Self.isOfName(word) { name = [] }
                let spelling = unsafe spelled.withUnsafeBytes {
                    unsafe String(decoding: $0[character.range], as: UTF8.self)
                }
                if Self.isOfName(word) {
                    name = Array(name.suffix(5)) + [(folded: word, spelled: spelling)]
                }
                for length in 2...6 where length <= name.count {
                    let term = name.suffix(length).map { $0.folded }.joined()
                    terms.insert(term)
                    if spellings[term] == nil {
                        spellings[term] = name.suffix(length).map { $0.spelled }.joined()
                    }
                }
            } else {
                name = []
                collect(word, after: follows ? previous?.text : nil, token.kind, into: &terms)
            }
            previous = (word, token)
        }
    }

    private func collect(
        _ word: String, after last: String?, _ kind: Token.Kind, into terms: inout Set<String>
    ) {
        if kind == .hangul {
            let syllables = Array(word)
            for length in 2...6 where length <= syllables.count {
                terms.insert(String(syllables.prefix(length)))
            }
            return
        }
        guard !functionWords.contains(word) else { return }
        if let last, let first = last.unicodeScalars.first, first.properties.isAlphabetic,
            first.value < 0x3000, !functionWords.contains(last)
        {
            terms.insert("\"\(last) \(word)\"")
        }
        // A word of one or two letters tells too little.
        if word.unicodeScalars.count > 2 { terms.insert(word) }
    }

    /// Whether a character can be of a name: hiragana and the commonest Chinese particles part them.
    private static func isOfName(_ character: String) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return !(0x3041...0x309F).contains(scalar.value) && !"的了在是和也就而".contains(character)
    }
}

/// English words that tell nothing about what a text is about.
private let functionWords: Set<String> = [
    "a", "about", "after", "again", "all", "also", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did",
    "do", "does", "during", "each", "for", "from", "had", "has", "have", "he", "her", "him", "his",
    "how", "if", "in", "into", "is", "it", "its", "many", "may", "more", "most", "no", "not", "of",
    "on", "one", "only", "or", "other", "over", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "two",
    "under", "up", "was", "were", "what", "when", "where", "which", "while", "who", "will", "with",
    "would",
]
