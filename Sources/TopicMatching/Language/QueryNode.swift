// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// An expression of the query language (QUERY.md section 5).
///
/// It is at most 64 parentheses deep, so code that walks it may recurse.
public indirect enum QueryNode: Sendable, Hashable {
    /// A word or a phrase, looked for in its scope.
    case term(QueryTerm)
    /// The word after `lang:`, as written.
    case language(String)
    /// Operands near each other, left to right.
    case near(QueryNode, [NearOperand])
    /// What must not hold.
    case not(QueryNode)
    /// What must all hold.
    case and([QueryNode])
    /// Of which one must hold.
    case or([QueryNode])

    /// An operand of NEAR after the first.
    public struct NearOperand: Sendable, Hashable {
        /// At most so many tokens may stand between it and what is before.
        public var distance: Int
        /// What must stand near.
        public var operand: QueryNode
    }

    /// Whether each way of satisfying it needs a positive term.
    var isBounded: Bool {
        switch self {
        case .term, .language, .near: true
        case .not: false
        case .and(let parts): parts.contains { $0.isBounded }
        case .or(let parts): parts.allSatisfy { $0.isBounded }
        }
    }

    /// The negation. Three in a row are one, so that a row of NOT makes no deep tree.
    var negated: QueryNode {
        if case .not(let inner) = self, case .not = inner { return inner }
        return .not(self)
    }
}

/// A word or a phrase of a query.
public struct QueryTerm: Sendable, Hashable {
    /// The term as written; a phrase without its quotes and escapes.
    public let written: String
    /// Whether it is a phrase.
    public let isPhrase: Bool
    /// The one field to look in; nil means title and body.
    public let scope: MatchField?
    /// What it looks for, folded as the query is.
    let pattern: TermPattern
}
