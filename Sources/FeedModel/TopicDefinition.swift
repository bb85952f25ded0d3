// SPDX-License-Identifier: Apache-2.0

/// A topic as its file defines it, before it is compiled (QUERY.md section 7).
public struct TopicDefinition: Sendable, Equatable {
    /// The key used in the store: `[a-z0-9-]+`.
    public var name: String
    /// The title for people.
    public var title: String
    /// What a document has to have.
    public var criteria: Criteria
    /// Phrases of which not one may hold.
    public var none: [String] = []
    /// Strings inside which occurrences do not count.
    public var mask: [String] = []
    /// Whether Han variants are one.
    public var foldsHan = true

    /// What a document has to have: a query, or lists of phrases.
    public enum Criteria: Sendable, Equatable {
        case query(String)
        case lists(Lists)
    }

    /// Lists of phrases; nil is a list that is not there.
    public struct Lists: Sendable, Equatable {
        /// At least one holds.
        public var any: [String]?
        /// Every one holds.
        public var all: [String]?
        /// Phrases with their weights, in the order of the file.
        public var weights: [WeightedPhrase]?
        /// The sum of weights from which the topic matches.
        public var threshold = 1.0

        /// No lists.
        public init() {}
    }

    /// An entry of `weights`.
    public struct WeightedPhrase: Sendable, Equatable {
        /// The phrase.
        public var phrase: String
        /// What it adds, once for each document.
        public var weight: Double

        /// A weighted phrase.
        public init(phrase: String, weight: Double) {
            self.phrase = phrase
            self.weight = weight
        }
    }

    /// A topic.
    public init(name: String, title: String = "", criteria: Criteria) {
        self.name = name
        self.title = title
        self.criteria = criteria
    }
}

/// Which string of a topic definition something is said about.
public enum TopicPart: Sendable, Hashable {
    case query
    case any(Int)
    case all(Int)
    case none(Int)
    case weights(Int)
    case mask(Int)
}
