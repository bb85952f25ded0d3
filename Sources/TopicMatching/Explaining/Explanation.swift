// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Why a topic matches a document or does not.
public struct Explanation: Sendable {
    /// What the topic says.
    public var judgement: TopicJudgement
    /// The parts that must all hold: those of a query's outermost AND, and one for each list.
    public var clauses: [Clause]
    /// Whether all but one of two or more clauses hold, one that needs a term among them.
    public var isNearMiss: Bool
    /// The title, the body and the source as folding left them; the source is empty where no
    /// topic of the set looks into it.
    public var folded: [MatchField: String]

    /// The words that folding changed by more than case, each once, in the order of the document.
    public var foldings: [Folding]

    /// A word and what it is compared as.
    public struct Folding: Sendable, Hashable {
        /// The word as the document has it.
        public var original: String
        /// Its folded form; of initials, without their full stops.
        public var folded: String
    }

    /// How many of `clauses` hold.
    public var holding: Int { clauses.count { $0.holds } }

    /// A part of a topic with its verdict.
    public struct Clause: Sendable {
        /// What kind of part it is, for whoever draws the tree.
        public enum Kind: Sendable, Equatable {
            /// A word or phrase.
            case term
            /// A language range.
            case language
            case near, not, and, or
            /// The lists of a topic file.
            case any, all, none, weights
        }

        /// What kind of part it is.
        public var kind: Kind
        /// The part in the query language.
        public var text: String
        /// Where its terms are looked for: `title or body`, `title` and so on; empty where it has
        /// none of its own.
        public var place: String
        /// Whether it holds.
        public var holds: Bool
        /// Every counted occurrence of its terms; of a NOT, what speaks against it.
        public var evidence: [TermMatch]
        /// Occurrences of its terms that a mask keeps from counting.
        public var masked: [TermMatch]
        /// What it adds to the score, for entries of `weights`.
        public var weight: Double?
        /// Its parts.
        public var parts: [Clause]
    }
}
