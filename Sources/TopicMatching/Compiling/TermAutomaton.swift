// SPDX-License-Identifier: Apache-2.0

/// Finds the anchors of all terms of all topics in one pass over a folded text.
///
/// A table of words and a trie that are entered only where a token starts, rather than Aho–Corasick
/// over bytes: borders, initials (`U.S.`) and parted characters (`拉⏎致`) are then matters of how the
/// text is walked, not of what was found afterwards, the tables are as small as the terms (100,000
/// take some 10 MB, a full automaton 340), and one look at a small filter tells of nearly every
/// token that it starts nothing. What it reports may be too much (the letter after an apostrophe,
/// say), never too little.
final class TermAutomaton: Sendable {
    /// An anchor found in a text.
    struct Hit: Sendable, Equatable {
        /// The anchor's number.
        var anchor: UInt32
        /// The field of the document.
        var field: UInt32
        /// The folded byte that it starts at.
        var offset: Int
    }

    /// The filters that are asked before the tables.
    struct Filters: Sendable {
        /// What words may start with: up to eight ASCII letters and digits of those to be found
        /// whole, up to four of those that may go on, the first character of both where it is not
        /// ASCII.
        let wholeWords: BitFilters.Filter
        let wordBeginnings: BitFilters.Filter
        let wordLeads: BitFilters.Filter
        /// The first two characters of rows and Hangul, and those that stand alone.
        let pairs: BitFilters.Filter
        let lone: BitFilters.Filter
        /// The same for Hangul that may stand anywhere.
        let innerPairs: BitFilters.Filter
        let innerLone: BitFilters.Filter
    }

    /// A place in a table: 16 bytes, so that a look costs one line of the cache.
    struct Slot: Sendable {
        /// What is there; 0 for nothing.
        var key: UInt64 = 0
        /// The node that an edge leads to.
        var node: UInt32 = 0
        /// 1 + the anchor that ends here; 0 for none.
        var anchor: UInt32 = 0
    }

    /// Roots of the trie: of what starts tokens, and of what may stand anywhere in Hangul.
    static let root: UInt32 = 1
    static let innerRoot: UInt32 = 2

    let filters: Filters
    /// The bits of the filters.
    let filterBits: BitFilters
    /// Words to be found whole, by `WordKey`.
    let words: [Slot]
    /// Edges of the trie of all else, by `node << 21 | scalar`.
    let edges: [Slot]

    /// The automaton of `anchors`, whose places in the list are their numbers.
    init(_ anchors: [Anchor]) {
        var builder = AutomatonBuilder(anchors)
        for (number, anchor) in anchors.enumerated() { builder.add(anchor, number: number) }
        words = builder.words
        edges = builder.edges
        var bits = BitFilters()
        filters = Filters(
            wholeWords: bits.add(builder.keys.wholeWords),
            wordBeginnings: bits.add(builder.keys.wordBeginnings),
            wordLeads: bits.add(builder.keys.wordLeads),
            pairs: bits.add(builder.keys.pairs), lone: bits.add(builder.keys.lone),
            innerPairs: bits.add(builder.keys.innerPairs),
            innerLone: bits.add(builder.keys.innerLone))
        filterBits = bits
    }

    /// The child of `node` by `scalar`, with the anchor that ends there; nil where there is none.
    ///
    /// - Parameter edges: the span of `edges`, which a loop keeps at hand.
    @inline(__always)
    static func child(
        of node: UInt32, by scalar: UInt32, in edges: borrowing Span<Slot>
    ) -> Slot? {
        let key = UInt64(node) &<< 21 | UInt64(scalar)
        var place = AutomatonBuilder.place(of: key, among: edges.count)
        while true {
            let slot = edges[place]
            if slot.key == key { return slot }
            if slot.key == 0 { return nil }
            place = (place &+ 1) & (edges.count &- 1)
        }
    }

    /// Calls `body` with 1 + the anchor of each word that has this key: one, but for accidents.
    ///
    /// - Parameter words: the span of `words`, which a loop keeps at hand.
    @inline(__always)
    static func eachWord(
        _ key: UInt64, in words: borrowing Span<Slot>, _ body: (UInt32) -> Void
    ) {
        var place = AutomatonBuilder.place(of: key, among: words.count)
        while true {
            let slot = words[place]
            if slot.key == 0 { return }
            if slot.key == key { body(slot.anchor) }
            place = (place &+ 1) & (words.count &- 1)
        }
    }

    /// Bytes that the tables take.
    var memory: Int {
        (edges.count + words.count) * MemoryLayout<Slot>.stride + filterBits.words.count * 8
    }
}

/// A number for a word: its letters if there are at most eight bytes of them, else a hash. Two
/// words with one key are told apart when the hit is looked at.
struct WordKey {
    private var value: UInt64 = 0
    private var isFirst = true

    /// Takes the next eight bytes, the last ones filled up with zeros.
    private mutating func take(_ bytes: UInt64) {
        if isFirst {
            value = bytes
            isFirst = false
        } else {
            value = (value ^ (value &>> 29)) &* 0x9E37_79B9_7F4A_7C15 ^ bytes
        }
    }

    /// The key of a whole word.
    static func of(_ word: some Sequence<UInt8>) -> UInt64 {
        var key = WordKey()
        var (chunk, count): (UInt64, UInt64) = (0, 0)
        for byte in word {
            chunk |= UInt64(byte) &<< (count &* 8)
            count += 1
            if count == 8 {
                key.take(chunk)
                (chunk, count) = (0, 0)
            }
        }
        if count > 0 { key.take(chunk) }
        // 0 marks a free place.
        return max(1, key.value)
    }
}
