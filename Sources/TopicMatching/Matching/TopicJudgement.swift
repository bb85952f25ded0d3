// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What a topic says to a document that it may not match.
public struct TopicJudgement: Sendable, Equatable {
    /// The topic's name.
    public var name: String
    /// Whether the document matches.
    public var matched: Bool
    /// The sum of the weights, or the number of distinct positive terms that occur.
    public var score: Double
    /// Every counted occurrence of a positive term.
    public var matches: [TermMatch]
}
