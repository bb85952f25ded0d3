// SPDX-License-Identifier: Apache-2.0

package import Text

/// The automaton of a set by itself, for the benchmark: what finding terms costs apart from
/// folding, tokens and queries.
package struct AutomatonProbe {
    private let scanners: [TermScanner]
    private var hits: [TermAutomaton.Hit] = []

    /// A probe of the automata of `set`.
    package init(_ set: TopicSet) {
        scanners = set.groups.map { TermScanner($0.automaton) }
    }

    /// How many anchors of terms `text` has.
    package mutating func hits(in text: FoldedText) -> Int {
        hits.removeAll(keepingCapacity: true)
        for scanner in scanners {
            unsafe text.withUnsafeBytes { unsafe scanner.scan($0, field: 0, into: &hits) }
        }
        return hits.count
    }
}
