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
    private var folder = TextFolder(foldsHan: true)
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
    /// text, those that tell most first.
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
        terms.sort { ($1.weight, $1.wanted, $0.text) < ($0.weight, $0.wanted, $1.text) }
        return Array(terms.prefix(limit))
    }

    /// Words, Korean eojeol, and pairs of neighbouring words or of characters of scripts without
    /// spaces: what a term of a query can be.
    private mutating func collect(_ text: String, into terms: inout Set<String>) {
        let bytes = Array(text.utf8)
        let folded = unsafe bytes.withUnsafeBufferPointer { unsafe folder.fold($0) }
        var previous: (text: String, token: Token)?
        for token in tokenizer.tokens(of: folded) {
            let word = unsafe folded.withUnsafeBytes {
                unsafe String(decoding: $0[token.range], as: UTF8.self)
            }
            let isCharacter = token.kind == .single
            if let last = previous, last.token.position + 1 == token.position {
                switch (last.token.kind == .single, isCharacter) {
                case (true, true): terms.insert(last.text + word)
                case (false, false): terms.insert("\"\(last.text) \(word)\"")
                default: break
                }
            }
            // A single character, or a word of one or two letters, tells too little.
            if !isCharacter, word.unicodeScalars.count > 2 { terms.insert(word) }
            previous = (word, token)
        }
    }
}
