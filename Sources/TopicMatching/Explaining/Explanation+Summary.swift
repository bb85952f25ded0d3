// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension Explanation {
    /// A longer expression is cut: its tree stands below it.
    private static let longestText = 120
    /// So many terms or clauses are named.
    private static let mostNamed = 4

    /// The verdict in one line: the terms that it rests on, or how many clauses hold and what is
    /// wrong with the others: `2 of 3 clauses hold; no term of (Japan* OR 日本) within title or body`.
    public var summary: String {
        if judgement.matched {
            let terms = Self.unique(judgement.matches.map(\.term))
            return terms.isEmpty ? "every clause holds" : "by " + Self.listed(terms, ", ")
        }
        let reasons = clauses.filter { !$0.holds }.map { Self.reason($0) }
        let count = clauses.count
        let head = count == 1 ? "" : "\(holding) of \(count) clauses hold; "
        return head + Self.listed(reasons, "; ")
    }

    /// Why a clause does not hold.
    private static func reason(_ clause: Clause) -> String {
        let text = cut(clause.text)
        let masked = clause.masked.isEmpty ? "" : " (\(clause.masked.count) masked)"
        let place = clause.place.isEmpty ? "" : " within \(clause.place)"
        switch clause.kind {
        case .term: return "no \(text)\(place)\(masked)"
        case .or where clause.parts.allSatisfy { $0.kind == .term }:
            return "no term of (\(text))\(place)\(masked)"
        case .or: return "nothing of (\(text))\(place)\(masked)"
        case .and: return "not all of (\(text))\(place)\(masked)"
        case .near: return "not near each other: \(text)\(masked)"
        case .language: return "another language than \(text)"
        case .not, .none:
            let terms = unique(clause.evidence.map(\.term))
            return "\(terms.isEmpty ? "something" : listed(terms, ", ")) is there, against \(text)"
        case .all: return "not every entry of the list `all`\(masked)"
        case .any: return "no entry of the list `any`\(masked)"
        case .weights:
            let sum = clause.parts.reduce(0) { $0 + ($1.holds ? $1.weight ?? 0 : 0) }
            return "the weights make \(sum), not \(text)"
        }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private static func listed(_ texts: [String], _ separator: String) -> String {
        let named = texts.prefix(mostNamed).joined(separator: separator)
        let more = texts.count - mostNamed
        return more > 0 ? "\(named) and \(more) more" : named
    }

    private static func cut(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longestText else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longestText))) + "…"
    }
}
