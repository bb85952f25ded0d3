// SPDX-License-Identifier: Apache-2.0

/// Builds the trie and the keys of the filters of a `TermAutomaton`.
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

    private(set) var edgeKeys: [UInt64]
    private(set) var edgeTargets: [UInt32]
    private(set) var whole: [UInt32] = [0, 0]
    private(set) var beginning: [UInt32] = [0, 0]
    private(set) var keys = Keys()

    /// A builder with room for `anchors`.
    init(_ anchors: [Anchor]) {
        // At most one edge for each byte; a half-empty table keeps searches short.
        let most = anchors.reduce(0) { $0 + $1.bytes.count }
        var size = 16
        while size < most * 2 { size *= 2 }
        edgeKeys = [UInt64](repeating: 0, count: size)
        edgeTargets = [UInt32](repeating: 0, count: size)
    }

    /// Adds `anchor` as the one with this `number`.
    mutating func add(_ anchor: Anchor, number: Int) {
        let scalars = String(decoding: anchor.bytes, as: UTF8.self).unicodeScalars.map(\.value)
        let isInner = anchor.extent == .anywhere
        var node = isInner ? TermAutomaton.innerRoot : TermAutomaton.root
        for scalar in scalars { node = makeChild(of: node, by: scalar) }
        if anchor.kind == .word, anchor.extent == .whole {
            whole[Int(node)] = UInt32(number) + 1
        } else {
            beginning[Int(node)] = UInt32(number) + 1
        }
        guard anchor.kind != .word else { return addWordKeys(anchor, first: scalars[0]) }
        if scalars.count > 1 {
            let key = Self.pairKey(scalars[0], scalars[1])
            if isInner { keys.innerPairs.append(key) } else { keys.pairs.append(key) }
        } else if isInner {
            keys.innerLone.append(UInt64(scalars[0]))
        } else {
            keys.lone.append(UInt64(scalars[0]))
        }
    }

    /// The key of two characters in a row.
    @inline(__always)
    static func pairKey(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) &<< 21 | UInt64(second)
    }

    /// Where the search for an edge starts in a table of `count` places, a power of two.
    static func place(of key: UInt64, among count: Int) -> Int {
        Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 20) & (count - 1)
    }

    private mutating func addWordKeys(_ anchor: Anchor, first: UInt32) {
        guard first < 0x80 else { return keys.wordLeads.append(UInt64(first)) }
        let ascii = Array(anchor.bytes.prefix { $0 < 0x80 })
        guard anchor.extent == .beginning else {
            return keys.wholeWords.append(Self.key(ascii.prefix(8)))
        }
        // A text's word may go on where this one ends, so all ways of going on are keys too; not
        // where the next letter is outside ASCII, for there the run of ASCII ends in both.
        var open = [Array(ascii.prefix(4))]
        keys.wordBeginnings.append(Self.key(open[0][...]))
        guard ascii.count == anchor.bytes.count else { return }
        for _ in open[0].count..<4 {
            open = open.flatMap { start in Self.alphanumerics.map { start + [$0] } }
            keys.wordBeginnings += open.map { Self.key($0[...]) }
        }
    }

    private static let alphanumerics = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func makeChild(of node: UInt32, by scalar: UInt32) -> UInt32 {
        let key = UInt64(node) << 21 | UInt64(scalar)
        var place = Self.place(of: key, among: edgeKeys.count)
        while edgeKeys[place] != 0 {
            if edgeKeys[place] == key { return edgeTargets[place] }
            place = (place + 1) & (edgeKeys.count - 1)
        }
        let child = UInt32(whole.count)
        edgeKeys[place] = key
        edgeTargets[place] = child
        whole.append(0)
        beginning.append(0)
        return child
    }
}
