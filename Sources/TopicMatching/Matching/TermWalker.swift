// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Follows the trie where a filter said that an anchor may start: the seldom half of the scan.
struct TermWalker: Sendable {
    private let automaton: TermAutomaton
    let reader = ScalarReader()

    init(_ automaton: TermAutomaton) {
        self.automaton = automaton
    }

    /// Follows the word at `start`.
    func walkWord(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        var node = TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            guard reader.kind(of: scalar).isWord else { break }
            guard let child = automaton.child(of: node, by: scalar) else { return }
            node = child
            report(automaton.beginningAnchor(at: node), at: start, field: field, into: &hits)
            index += length
        }
        report(automaton.wholeAnchor(at: node), at: start, field: field, into: &hits)
    }

    /// Follows the initials at `start` without their full stops, if there are any.
    func walkInitials(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        guard let end = unsafe reader.endOfInitials(text, at: start) else { return }
        var node = TermAutomaton.root
        var index = start
        while index < end {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            index += length
            if scalar == 0x2E { continue }
            guard let child = automaton.child(of: node, by: scalar) else { return }
            node = child
            report(automaton.beginningAnchor(at: node), at: start, field: field, into: &hits)
        }
        report(automaton.wholeAnchor(at: node), at: start, field: field, into: &hits)
    }

    /// Follows a row of two or more single characters, parted by nothing but what may part them.
    func walkSingles(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        var node = TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            let kind = reader.kind(of: scalar)
            if kind == .single {
                let isFirst = index == start
                guard let child = automaton.child(of: node, by: scalar) else { return }
                node = child
                if !isFirst {
                    report(
                        automaton.beginningAnchor(at: node), at: start, field: field, into: &hits)
                }
            } else if kind != .space, !Separators.isMiddleDot(scalar) {
                return
            }
            index += length
        }
    }

    /// Follows two or more characters of Hangul.
    func walkHangul(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, inner: Bool, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        var node = inner ? TermAutomaton.innerRoot : TermAutomaton.root
        var index = start
        while index < text.count {
            let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
            guard let child = automaton.child(of: node, by: scalar) else { return }
            node = child
            if index > start {
                report(automaton.beginningAnchor(at: node), at: start, field: field, into: &hits)
            }
            index += length
        }
    }

    /// Reports the anchor that is `scalar` alone.
    func reportLone(
        _ scalar: UInt32, at start: Int, inner: Bool = false, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        let root = inner ? TermAutomaton.innerRoot : TermAutomaton.root
        guard let node = automaton.child(of: root, by: scalar) else { return }
        report(automaton.beginningAnchor(at: node), at: start, field: field, into: &hits)
    }

    private func report(
        _ anchor: UInt32?, at start: Int, field: UInt32, into hits: inout [TermAutomaton.Hit]
    ) {
        guard let anchor else { return }
        hits.append(TermAutomaton.Hit(anchor: anchor, field: field, offset: start))
    }
}
