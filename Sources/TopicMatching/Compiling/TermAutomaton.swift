// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Finds the anchors of all terms of all topics in one pass over a folded text.
///
/// A trie that is entered only where a token starts, rather than Aho–Corasick over bytes: borders,
/// initials (`U.S.`) and parted characters (`拉⏎致`) are then matters of how the text is walked, not
/// of what was found afterwards, the table is as small as the terms (100,000 take 30 MB, a full
/// automaton 340), and one look at a small filter tells of nearly every token that it starts
/// nothing. What it reports may be too much (the letter after an apostrophe, say), never too little.
struct TermAutomaton: Sendable {
    /// An anchor found in a text.
    struct Hit: Sendable, Equatable {
        /// The anchor's number.
        var anchor: UInt32
        /// The field of the document.
        var field: UInt32
        /// The folded byte that it starts at.
        var offset: Int
    }

    /// Roots of the trie: of what starts tokens, and of what may stand anywhere in Hangul.
    static let root: UInt32 = 0
    static let innerRoot: UInt32 = 1

    /// Edges in open addressing: `node << 21 | scalar` at `edgeKeys`, the child at `edgeTargets`.
    /// A key of 0 is a free place: no literal has a NUL.
    private let edgeKeys: [UInt64]
    private let edgeTargets: [UInt32]
    /// For each node, 1 + the anchor that ends there if the token ends too, and 1 + the one that
    /// ends there anyhow; 0 for none.
    private let whole: [UInt32]
    private let beginning: [UInt32]

    /// What words may start with: up to eight ASCII letters and digits of those to be found whole,
    /// up to four of the others, the first character of those that do not start in ASCII.
    let wholeWords: BitFilter
    let wordBeginnings: BitFilter
    let wordLeads: BitFilter
    /// The first two characters of rows and Hangul, and those that stand alone.
    let pairs: BitFilter
    let lone: BitFilter
    /// The same for Hangul that may stand anywhere.
    let innerPairs: BitFilter
    let innerLone: BitFilter
    let hasInner: Bool

    /// The automaton of `anchors`, whose places in the list are their numbers.
    init(_ anchors: [Anchor]) {
        var builder = AutomatonBuilder(anchors)
        for (number, anchor) in anchors.enumerated() { builder.add(anchor, number: number) }
        edgeKeys = builder.edgeKeys
        edgeTargets = builder.edgeTargets
        whole = builder.whole
        beginning = builder.beginning
        wholeWords = BitFilter(builder.keys.wholeWords)
        wordBeginnings = BitFilter(builder.keys.wordBeginnings)
        wordLeads = BitFilter(builder.keys.wordLeads)
        pairs = BitFilter(builder.keys.pairs)
        lone = BitFilter(builder.keys.lone)
        innerPairs = BitFilter(builder.keys.innerPairs)
        innerLone = BitFilter(builder.keys.innerLone)
        hasInner = !(builder.keys.innerPairs.isEmpty && builder.keys.innerLone.isEmpty)
    }

    /// The child of `node` by `scalar`; nil where there is none.
    func child(of node: UInt32, by scalar: UInt32) -> UInt32? {
        let key = UInt64(node) << 21 | UInt64(scalar)
        var place = AutomatonBuilder.place(of: key, among: edgeKeys.count)
        while edgeKeys[place] != key {
            if edgeKeys[place] == 0 { return nil }
            place = (place + 1) & (edgeKeys.count - 1)
        }
        return edgeTargets[place]
    }

    /// The anchor that ends at `node` where the token ends.
    func wholeAnchor(at node: UInt32) -> UInt32? {
        let anchor = whole[Int(node)]
        return anchor == 0 ? nil : anchor - 1
    }

    /// The anchor that ends at `node` wherever that is.
    func beginningAnchor(at node: UInt32) -> UInt32? {
        let anchor = beginning[Int(node)]
        return anchor == 0 ? nil : anchor - 1
    }

    /// Bytes that the tables take.
    var memory: Int {
        let filters = [
            wholeWords, wordBeginnings, wordLeads, pairs, lone, innerPairs, innerLone,
        ]
        return edgeKeys.count * 12 + whole.count * 8
            + filters.reduce(0) { $0 + $1.words.count * 8 }
    }
}
