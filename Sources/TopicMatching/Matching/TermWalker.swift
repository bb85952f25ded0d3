// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Looks into the tables where a filter said that an anchor may start: the seldom half of the scan.
struct TermWalker: Sendable {
    private let automaton: TermAutomaton
    let reader = ScalarReader()

    init(_ automaton: TermAutomaton) {
        self.automaton = automaton
    }

    /// Looks for the word at `start` among those to be found whole.
    ///
    /// - Parameters:
    ///   - letters: its first `run` bytes, at most eight, all that are ASCII in a row.
    @inline(__always)
    func findWord(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ letters: UInt64, _ run: Int,
        in words: borrowing Span<TermAutomaton.Slot>, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        var key = letters
        let end = start &+ run
        // Nearly every word is short, and ASCII to its end.
        let isLong = unsafe run == 0 || run == 8 || (end < text.count && text[end] >= 0x80)
        if isLong { key = unsafe longKey(text, from: start, onFrom: end) }
        TermAutomaton.eachWord(key, in: words) {
            report($0, at: start, field: field, into: &hits)
        }
    }

    /// Follows the word at `start` among those that may go on.
    @inline(never)
    func walkWord(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        let edges = automaton.edges
        var node = TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            guard isWord(scalar),
                let child = TermAutomaton.child(of: node, by: scalar, in: edges.span)
            else { return }
            node = child.node
            report(child.anchor, at: start, field: field, into: &hits)
            index += length
        }
    }

    /// Looks for the initials at `start`, without their full stops, if there are any.
    @inline(never)
    func walkInitials(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        guard let end = unsafe reader.endOfInitials(text, at: start) else { return }
        let letters = unsafe text[start..<end].filter { $0 != UInt8(ascii: ".") }
        let words = automaton.words
        TermAutomaton.eachWord(WordKey.of(letters), in: words.span) {
            report($0, at: start, field: field, into: &hits)
        }
        let edges = automaton.edges
        var node = TermAutomaton.root
        for scalar in String(decoding: letters, as: UTF8.self).unicodeScalars {
            guard let child = TermAutomaton.child(of: node, by: scalar.value, in: edges.span)
            else { return }
            node = child.node
            report(child.anchor, at: start, field: field, into: &hits)
        }
    }

    /// Follows a row of two or more single characters, parted by nothing but what may part them.
    @inline(never)
    func walkSingles(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        let edges = automaton.edges
        var node = TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            if let child = TermAutomaton.child(of: node, by: scalar, in: edges.span) {
                node = child.node
                // The first character alone was asked about already.
                if index > start { report(child.anchor, at: start, field: field, into: &hits) }
            } else if reader.kind(of: scalar) != .space, !Separators.isMiddleDot(scalar) {
                return
            }
            index += length
        }
    }

    /// Follows two or more characters of Hangul.
    @inline(never)
    func walkHangul(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, inner: Bool, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        let edges = automaton.edges
        var node = inner ? TermAutomaton.innerRoot : TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            guard let child = TermAutomaton.child(of: node, by: scalar, in: edges.span) else {
                return
            }
            node = child.node
            if index > start { report(child.anchor, at: start, field: field, into: &hits) }
            index += length
        }
    }

    /// Reports the anchor that is `scalar` alone.
    @inline(never)
    func reportLone(
        _ scalar: UInt32, at start: Int, inner: Bool = false, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        let root = inner ? TermAutomaton.innerRoot : TermAutomaton.root
        let edges = automaton.edges
        guard let child = TermAutomaton.child(of: root, by: scalar, in: edges.span) else { return }
        report(child.anchor, at: start, field: field, into: &hits)
    }

    /// The key of the word from `start` that goes on, if it does, at `index`.
    @inline(never)
    private func longKey(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, onFrom index: Int
    ) -> UInt64 {
        var end = index
        while end < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: end)
            guard isWord(scalar) else { break }
            end += length
        }
        return unsafe WordKey.of(text[start..<end])
    }

    @inline(__always)
    private func isWord(_ scalar: UInt32) -> Bool {
        if scalar >= 0x80 { return reader.kind(of: scalar).isWord }
        return scalar &- 0x61 < 26 || scalar &- 0x30 < 10
    }

    /// - Parameter anchor: 1 + the anchor's number; 0 for none.
    @inline(__always)
    private func report(
        _ anchor: UInt32, at start: Int, field: UInt32, into hits: inout [TermAutomaton.Hit]
    ) {
        guard anchor != 0 else { return }
        hits.append(TermAutomaton.Hit(anchor: anchor &- 1, field: field, offset: start))
    }
}
