// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text
import TopicMatching

/// Why a topic matches a document or does not, as an indented list of its clauses.
enum ExplanationText {
    /// The lines of `explanation`.
    static func lines(
        of explanation: Explanation, document: MatchDocument, on terminal: Terminal
    ) -> [String] {
        var lines: [String] = []
        for clause in explanation.clauses {
            append(clause, depth: 0, document: document, terminal, to: &lines)
        }
        let count = explanation.clauses.count
        if !explanation.judgement.matched, explanation.isNearMiss {
            lines.append("a near miss: \(explanation.holding) of \(count) clauses hold")
        }
        return lines
    }

    /// How deep an explanation goes: deeper clauses are in --json.
    private static let depthMax = 6
    /// How many pieces of evidence a clause shows.
    private static let evidenceMax = 3

    private static func append(
        _ clause: Explanation.Clause, depth: Int, document: MatchDocument, _ terminal: Terminal,
        to lines: inout [String]
    ) {
        let indent = String(repeating: "  ", count: depth)
        let mark = clause.holds ? terminal.styled("yes", .green) : terminal.styled("no ", .red)
        var line = "\(indent)\(mark) \(CleanText.line(clause.text, limit: 300))"
        if clause.parts.isEmpty {
            let quotes = clause.evidence.prefix(evidenceMax).map {
                quote($0, in: document, terminal)
            }
            if !quotes.isEmpty { line += ": " + quotes.joined(separator: ", ") }
            let more = clause.evidence.count - quotes.count
            if more > 0 { line += " and \(more) more" }
            if !clause.masked.isEmpty { line += " (\(clause.masked.count) masked)" }
        }
        lines.append(line)
        guard depth < depthMax else { return }
        for part in clause.parts {
            append(part, depth: depth + 1, document: document, terminal, to: &lines)
        }
    }

    /// The words that matched, and where: `“abducted” in the title at 12`.
    private static func quote(
        _ match: TermMatch, in document: MatchDocument, _ terminal: Terminal
    ) -> String {
        let text: UTF8Text
        switch match.field {
        case .title: text = document.title
        case .body: text = document.body
        case .source: text = document.source
        }
        let scalars = text.string.unicodeScalars.dropFirst(match.start)
            .prefix(max(match.end - match.start, 0))
        let words = CleanText.line(String(scalars), limit: 120)
        return
            "“\(terminal.styled(words, .match))” in the \(match.field.rawValue) at \(match.start)"
    }
}
