// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Why a topic matches a document or does not.
public struct Explanation: Sendable {
    /// What the topic says.
    public var judgement: TopicJudgement
    /// The parts that must all hold: those of a query's outermost AND, or one for each list.
    public var clauses: [Clause]

    /// How many of `clauses` hold.
    public var holding: Int { clauses.count { $0.holds } }

    /// Whether all but one of two or more clauses hold.
    public var isNearMiss: Bool { clauses.count > 1 && holding == clauses.count - 1 }

    /// A part of a topic with its verdict.
    public struct Clause: Sendable {
        /// The part in the query language.
        public var text: String
        /// Whether it holds.
        public var holds: Bool
        /// What it rests on: every counted occurrence of its terms.
        public var evidence: [TermMatch]
        /// Occurrences that a mask keeps from counting.
        public var masked: [TermMatch]
        /// Its parts.
        public var parts: [Clause]
    }
}
