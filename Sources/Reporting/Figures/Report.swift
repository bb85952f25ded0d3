// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What a period brought, counted: the figures behind the page and the summary.
public struct Report: Sendable, Equatable {
    /// The first moment of the period.
    public var since: Instant
    /// The end of the period, when the report was made.
    public var until: Instant
    /// The stories stored.
    public var stories = 0
    /// The copies seen of these and of older stories.
    public var copies = 0
    /// How the period is divided for `counts`.
    public var bins = DayBins(first: CivilDay(daysSinceEpoch: 0), last: CivilDay(daysSinceEpoch: 0))
    /// All stories by bin.
    public var counts: [Int] = []
    /// The topics, those of most stories first.
    public var topics: [Topic] = []
    /// The sources, those of most stories first.
    public var sources: [Source] = []
    /// The languages, those of most stories first.
    public var languages: [Language] = []
    /// Who copied whom, the most copies first.
    public var pairs: [CopyPair] = []
    /// The stories with most copies elsewhere, at most `copiedMax`.
    public var copied: [CopiedStory] = []
    /// The feeds; nil when poll state cannot be read.
    public var feeds: [FeedRecord]?

    /// A topic of the period.
    public struct Topic: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its stories.
        public var stories: Int
        /// Its stories by bin.
        public var counts: [Int]
        /// The terms that matched, those in most stories first.
        public var terms: [Term]
    }

    /// A term that matched.
    public struct Term: Sendable, Equatable {
        /// The term as the query writes it.
        public var term: String
        /// In how many stories of the topic it matched.
        public var stories: Int
        /// The language of most of these; may be empty.
        public var language: String
    }

    /// A source of stories or copies.
    public struct Source: Sendable, Equatable {
        /// The host without `www.`; empty when the stories have no URL.
        public var name: String
        /// Its stories.
        public var stories = 0
        /// The copies of its stories that others brought.
        public var copiedByOthers = 0
        /// The copies of others' stories that it brought.
        public var copiesOfOthers = 0
    }

    /// A language of stories.
    public struct Language: Sendable, Equatable {
        /// The BCP 47 tag in lower case; empty when feeds do not say.
        public var tag: String
        /// Its stories.
        public var stories: Int
    }

    /// Copies of one source's stories by another.
    public struct CopyPair: Sendable, Equatable {
        /// Who was first here.
        public var first: String
        /// Who had it later.
        public var copier: String
        /// The copies.
        public var copies: Int
        /// How much later they were seen, in seconds: the quartiles.
        public var lateness: Quartiles
    }

    /// A story with copies elsewhere.
    public struct CopiedStory: Sendable, Equatable {
        /// Its title.
        public var title: String
        /// Its page; may be empty.
        public var url: String
        /// Its BCP 47 tag; may be empty.
        public var language: String
        /// Its source.
        public var source: String
        /// When it was stored.
        public var stored: Instant
        /// Who else had it, and how many seconds later; the earliest first, each once.
        public var copiers: [Copier]
    }

    /// Who had a story later.
    public struct Copier: Sendable, Equatable {
        /// The source.
        public var source: String
        /// Seconds after the story was stored.
        public var lateness: Int64
    }

    /// How a feed did.
    public struct FeedRecord: Sendable, Equatable {
        /// The configured name, else the URL.
        public var name: String
        /// The configured URL.
        public var url: String
        /// The state, as `status` names it.
        public var state: String
        /// Whether a person should look at it.
        public var needsAttention: Bool
        /// When it was last asked.
        public var lastPoll: Instant?
        /// What came of that, as `status` names it.
        public var result: String
        /// Its stories in the period.
        public var stories = 0

        /// A feed, without its stories.
        public init(
            name: String, url: String, state: String, needsAttention: Bool, lastPoll: Instant?,
            result: String
        ) {
            self.name = name
            self.url = url
            self.state = state
            self.needsAttention = needsAttention
            self.lastPoll = lastPoll
            self.result = result
        }
    }

    /// The most stories of `copied`.
    public static let copiedMax = 10
}
