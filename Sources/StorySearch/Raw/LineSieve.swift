// SPDX-License-Identifier: Apache-2.0

internal import TopicMatching

/// Finds the lines of a block that may have one term of each of several lists. One list is looked
/// for in every line and the others only in those that it leaves; whichever leaves the fewest
/// comes to be the first.
struct LineSieve: Sendable {
    private var first: LineFinder
    private var others: [LineFinder]
    /// More lists would leave hardly fewer lines.
    private static let listsMax = 4

    /// A sieve for `clauses`, as `TopicSet.requiredTerms` gives them; nil where looking for them
    /// would be no quicker than decoding every line.
    init?(_ clauses: [[RequiredTerm]], foldsHan: Bool) {
        let finders = (clauses + clauses.flatMap(Self.words)).lazy
            .compactMap { LineFinder(anyOf: $0, foldsHan: foldsHan) }.prefix(Self.listsMax)
        guard let first = finders.first else { return nil }
        self.first = first
        others = Array(finders.dropFirst())
    }

    /// The words of a phrase: where the phrase stands, each of them does.
    private static func words(of clause: [RequiredTerm]) -> [[RequiredTerm]] {
        guard clause.count == 1, let phrase = clause.first, phrase.tokens.count > 1 else {
            return []
        }
        return phrase.tokens.filter { $0.kind != .single }.map { token in
            var word = phrase
            word.tokens = [token]
            return [word]
        }
    }

    /// As `LineFinder.forEachLine`.
    mutating func forEachLine(
        in block: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
    ) -> Bool {
        if others.isEmpty { return unsafe first.forEachLine(in: block, body) }
        var refusals = [Int](repeating: 0, count: others.count)
        var lines = 0
        let goesOn = unsafe Self.forEachLine(&first, &others, in: block, &refusals, &lines, body)
        let most = refusals.indices.max { refusals[$0] < refusals[$1] } ?? 0
        if refusals[most] * 2 > lines { swap(&first, &others[most]) }
        return goesOn
    }

    /// - Parameters:
    ///   - refusals: Counts for each of `others` how many lines it dismissed.
    ///   - lines: Counts the lines that `first` found.
    private static func forEachLine(
        _ first: inout LineFinder, _ others: inout [LineFinder],
        in block: UnsafeBufferPointer<UInt8>, _ refusals: inout [Int], _ lines: inout Int,
        _ body: (Range<Int>) -> Bool
    ) -> Bool {
        unsafe first.forEachLine(in: block) { line in
            lines += 1
            for number in others.indices
            where unsafe !others[number].mayHold(line, of: block) {
                refusals[number] += 1
                return true
            }
            return body(line)
        }
    }
}
