// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text
import TopicMatching

/// Why a topic matches a document or does not, as an indented list of its clauses.
enum ExplanationText {
    /// The lines of `explanation`: the verdict, the tree of clauses, the text with what matched
    /// marked, and what folding did to its words.
    static func lines(
        of explanation: Explanation, document: MatchDocument, on terminal: Terminal
    ) -> [String] {
        var summary = CleanText.line(explanation.summary)
        if explanation.isNearMiss { summary = "a near miss: " + summary }
        var lines = [summary]
        for clause in explanation.clauses {
            append(clause, depth: 0, document: document, terminal, to: &lines)
        }
        lines += text(of: document, explanation.judgement.matches, on: terminal)
        if !explanation.foldings.isEmpty {
            let words = explanation.foldings.prefix(foldingsMax).map { word in
                "\(visible(word.original)) is \(CleanText.line(word.folded))"
            }
            lines.append("folded: " + words.joined(separator: ", "))
        }
        return lines
    }

    /// How many words that folding changed are shown; all are in --json.
    private static let foldingsMax = 12
    /// How much of a body is shown, in code points.
    private static let bodyMax = 4000

    private static func text(
        of document: MatchDocument, _ matches: [TermMatch], on terminal: Terminal
    ) -> [String] {
        var lines: [String] = []
        for (field, text) in [(MatchField.title, document.title), (.body, document.body)] {
            guard !text.isEmpty else { continue }
            let scalars = text.string.unicodeScalars
            let more = scalars.count - bodyMax
            let shown =
                more > 0
                ? UTF8Text(String(String.UnicodeScalarView(scalars.prefix(bodyMax)))) : text
            let rendered = HighlightedText.render(
                shown, matches.filter { $0.field == field }, isLine: field == .title, on: terminal,
                plainMarks: ("[", "]"))
            let parts = rendered.split(separator: "\n").map { String($0) }
            lines.append("\(field.rawValue): \(parts.first ?? "")")
            lines += parts.dropFirst().map { "  " + $0 }
            if more > 0 { lines.append("  … and \(more) characters more") }
        }
        return lines
    }

    /// `text` with the characters that nobody sees by their numbers.
    private static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if TextFolder.deletes(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result +=
                    "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
            } else {
                result += CleanText.line(String(scalar))
            }
        }
        return result
    }

    /// How deep an explanation goes: deeper clauses are in --json.
    private static let depthMax = 6
    /// How many parts of a clause are shown whether they have to do with the text or not.
    private static let partsMax = 8
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
        // Of a long list only those that have to do with the text are worth a line.
        let told =
            clause.parts.count > partsMax
            ? clause.parts.filter { $0.holds || !$0.evidence.isEmpty || !$0.masked.isEmpty }
            : clause.parts
        for part in told {
            append(part, depth: depth + 1, document: document, terminal, to: &lines)
        }
        let rest = clause.parts.count - told.count
        if rest > 0 {
            lines.append("\(indent)  \(terminal.styled("no ", .red)) \(rest) others")
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
