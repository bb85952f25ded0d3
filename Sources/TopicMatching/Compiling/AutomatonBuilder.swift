// SPDX-License-Identifier: Apache-2.0

/// Builds the tables and the keys of the filters of a `TermAutomaton`.
struct AutomatonBuilder {
    /// What the filters hold; `TermScanner` makes the same keys from the text.
    struct Keys {
        var wholeWords: [UInt64] = []
        var wordBeginnings: [UInt64] = []
        var wordLeads: [UInt64] = []
        var pairs: [UInt64] = []
        var lone: [UInt64] = []
        var innerPairs: [UInt64] = []
        var innerLone: [UInt64] = []
    }

    private(set) var words: [TermAutomaton.Slot]
    private(set) var edges: [TermAutomaton.Slot]
    private(set) var keys = Keys()
    private var lastNode = TermAutomaton.innerRoot

    /// A builder with room for `anchors`.
    init(_ anchors: [Anchor]) {
        // Half-empty tables keep searches short.
        let wholeWords = anchors.count { $0.isWholeWord }
        let mostEdges = anchors.reduce(0) {
            $0 + ($1.isWholeWord ? 0 : $1.bytes.count { $0 & 0xC0 != 0x80 })
        }
        words = Self.emptyTable(for: wholeWords)
        edges = Self.emptyTable(for: mostEdges)
    }

    private static func emptyTable(for count: Int) -> [TermAutomaton.Slot] {
        var size = 16
        while size < count * 2 { size *= 2 }
        return [TermAutomaton.Slot](repeating: TermAutomaton.Slot(), count: size)
    }

    /// Adds `anchor` as the one with this `number`.
    mutating func add(_ anchor: Anchor, number: Int) {
        let end = UInt32(number) + 1
        if anchor.kind == .word { addWordKeys(anchor) }
        guard !anchor.isWholeWord else {
            addWord(TermAutomaton.Slot(key: WordKey.of(anchor.bytes), node: 0, anchor: end))
            return
        }
        let isInner = anchor.extent == .anywhere
        var node = isInner ? TermAutomaton.innerRoot : TermAutomaton.root
        var last = 0
        var scalars: [UInt32] = []
        for scalar in String(decoding: anchor.bytes, as: UTF8.self).unicodeScalars {
            scalars.append(scalar.value)
            last = makeChild(of: node, by: scalar.value)
            node = edges[last].node
        }
        edges[last].anchor = end
        if anchor.kind != .word { addKeys(of: scalars, isInner: isInner) }
    }

    /// The key of two characters in a row.
    @inline(__always)
    static func pairKey(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) &<< 21 | UInt64(second)
    }

    /// Where the search for a key starts in a table of `count` places, a power of two.
    @inline(__always)
    static func place(of key: UInt64, among count: Int) -> Int {
        // The upper half of the product is well mixed; tables are far below 2³² places.
        Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 &>> 32) & (count &- 1)
    }

    /// Words of one key, should there be such, stand behind each other.
    private mutating func addWord(_ slot: TermAutomaton.Slot) {
        var place = Self.place(of: slot.key, among: words.count)
        while words[place].key != 0 { place = (place + 1) & (words.count - 1) }
        words[place] = slot
    }

    /// The place of the edge from `node` by `scalar`, which is made if there is none.
    private mutating func makeChild(of node: UInt32, by scalar: UInt32) -> Int {
        let key = UInt64(node) << 21 | UInt64(scalar)
        var place = Self.place(of: key, among: edges.count)
        while edges[place].key != 0, edges[place].key != key {
            place = (place + 1) & (edges.count - 1)
        }
        if edges[place].key == 0 {
            lastNode += 1
            edges[place] = TermAutomaton.Slot(key: key, node: lastNode, anchor: 0)
        }
        return place
    }

    private mutating func addKeys(of scalars: [UInt32], isInner: Bool) {
        if scalars.count > 1 {
            let key = Self.pairKey(scalars[0], scalars[1])
            if isInner { keys.innerPairs.append(key) } else { keys.pairs.append(key) }
        } else if isInner {
            keys.innerLone.append(UInt64(scalars[0]))
        } else {
            keys.lone.append(UInt64(scalars[0]))
        }
    }

    private mutating func addWordKeys(_ anchor: Anchor) {
        let ascii = Array(anchor.bytes.prefix { $0 < 0x80 })
        guard !ascii.isEmpty else {
            let first = String(decoding: anchor.bytes, as: UTF8.self).unicodeScalars.first
            return keys.wordLeads.append(UInt64(first?.value ?? 0))
        }
        guard anchor.extent == .beginning else {
            return keys.wholeWords.append(WordKey.of(ascii.prefix(8)))
        }
        // A text's word may go on where this one ends, so all ways of going on are keys too; not
        // where the next letter is outside ASCII, for there the run of ASCII ends in both.
        var open = [Array(ascii.prefix(4))]
        keys.wordBeginnings.append(WordKey.of(open[0]))
        guard ascii.count == anchor.bytes.count else { return }
        for _ in open[0].count..<4 {
            open = open.flatMap { start in Self.alphanumerics.map { start + [$0] } }
            keys.wordBeginnings += open.map { WordKey.of($0) }
        }
    }

    private static let alphanumerics = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
