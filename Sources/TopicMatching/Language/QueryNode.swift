// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// An expression of the query language.
public indirect enum QueryNode: Sendable, Hashable {
    /// A word or a phrase, looked for in its scope.
    case term(QueryTerm)
    /// A language range of `lang:`, in lower case, with `-` between its subtags.
    case language(String)
    /// Operands near each other, left to right; each after the first with its distance.
    case near(QueryNode, [NearOperand])
    /// What must not hold.
    case not(QueryNode)
    /// What must all hold.
    case and([QueryNode])
    /// Of which one must hold.
    case or([QueryNode])

    /// An operand of NEAR after the first.
    public struct NearOperand: Sendable, Hashable {
        /// At most so many tokens may stand between.
        public var distance: Int
        /// What must stand near.
        public var operand: QueryNode
    }
}

/// A word or a phrase of a query.
public struct QueryTerm: Sendable, Hashable {
    /// The term as written; a phrase without its quotes.
    public var written: String
    /// Whether it is a phrase.
    public var isPhrase: Bool
    /// The one field to look in; nil means title and body.
    public var scope: MatchField?
}
