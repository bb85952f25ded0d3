// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A query of QUERY.md section 5, read and checked.
public struct Query: Sendable, Hashable, CustomStringConvertible {
    /// The expression.
    public let root: QueryNode

    /// Reads a query.
    ///
    /// - Parameter foldsHan: whether variants of a Han character are one; no error depends on it.
    /// - Throws: the first error met reading left to right.
    public static func parse(
        _ string: String, foldsHan: Bool = true
    ) throws(QueryError) -> Query {
        var parser = try QueryParser(string, foldsHan: foldsHan)
        return try Query(root: parser.parse())
    }

    /// The query in a form that reads back as the same query.
    public var description: String { root.description }
}

extension QueryNode: CustomStringConvertible {
    /// The expression in the query language.
    public var description: String { printed(within: nil) }

    /// - Parameter scope: the field that what stands around has named already.
    private func printed(within scope: MatchField?) -> String {
        switch self {
        case .term(let term): return term.printed(within: scope)
        case .language(let word): return "lang:\(word)"
        case .not(let operand): return "NOT " + operand.parenthesised(within: scope, looserThan: 2)
        case .and(let parts):
            return parts.map { $0.parenthesised(within: scope, looserThan: 1) }
                .joined(separator: " AND ")
        case .or(let parts):
            return parts.map { $0.parenthesised(within: scope, looserThan: 0) }
                .joined(separator: " OR ")
        case .near(let first, let rest):
            // No field may stand inside: the one that all operands share goes before.
            let own = first.firstScope
            var text = first.parenthesised(within: own, looserThan: 3)
            for next in rest {
                text += " NEAR/\(next.distance) "
                text += next.operand.parenthesised(within: own, looserThan: 3)
            }
            guard let own, own != scope else { return text }
            return "\(own.rawValue):(\(text))"
        }
    }

    /// The expression, in parentheses if it binds no tighter than `level`.
    private func parenthesised(within scope: MatchField?, looserThan level: Int) -> String {
        let binding =
            switch self {
            case .or: 0
            case .and: 1
            case .not: level == 2 ? 3 : 2
            case .near: 3
            case .term, .language: 4
            }
        let text = printed(within: scope)
        return binding <= level ? "(\(text))" : text
    }

    private var firstScope: MatchField? {
        switch self {
        case .term(let term): term.scope
        case .language: nil
        case .near(let first, _): first.firstScope
        case .not(let operand): operand.firstScope
        case .and(let parts), .or(let parts): parts.first?.firstScope
        }
    }
}

extension QueryTerm {
    fileprivate func printed(within scope: MatchField?) -> String {
        var text = ""
        if let own = self.scope, own != scope { text = own.rawValue + ":" }
        guard isPhrase else { return text + written }
        text += "\""
        for scalar in written.unicodeScalars {
            if scalar == "\\" || QuerySyntax.isQuote(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
