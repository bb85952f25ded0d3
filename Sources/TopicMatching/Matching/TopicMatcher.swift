// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Matches documents against a set of topics. It owns the scratch memory of one thread; the set
/// behind it is shared.
public struct TopicMatcher: ~Copyable, Sendable {
    private let set: TopicSet

    /// A matcher for one thread.
    public init(_ set: TopicSet) {
        self.set = set
    }

    /// The topics that `document` matches, in the order of the set, with score and evidence.
    ///
    /// - Parameter topics: the topics that may match; nil allows all.
    public mutating func match(
        _ document: MatchDocument, allowing topics: TopicSelection? = nil
    ) -> [TopicVerdict] { [] }

    /// What every topic of the set says to `document`, for `feedwatch match` and examples.
    public mutating func judge(_ document: MatchDocument) -> [TopicJudgement] { [] }

    /// Why the topic named `topic` matches `document` or does not; nil where no topic has the name.
    public mutating func explain(_ document: MatchDocument, topic: String) -> Explanation? { nil }
}

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
