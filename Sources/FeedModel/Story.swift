// SPDX-License-Identifier: Apache-2.0

/// An entry that matched a topic and was no copy: one line of the store. An empty text is absent.
public struct Story: Sendable, Equatable {
    /// The identifier, for ever.
    public var id: StoryID
    /// The page of the story.
    public var url = UTF8Text()
    /// The page that the story is about, where that is another.
    public var externalURL = UTF8Text()
    /// The title as plain text.
    public var title = UTF8Text()
    /// The summary as plain text.
    public var summary = UTF8Text()
    /// The content as plain text.
    public var contentText = UTF8Text()
    /// The content as HTML, if it is kept.
    public var contentHTML = UTF8Text()
    /// An image.
    public var image = UTF8Text()
    /// When it was published, as far as the feed says.
    public var published: Instant?
    /// When it was changed, as far as the feed says.
    public var modified: Instant?
    /// The authors.
    public var authors: [Author] = []
    /// The categories.
    public var tags: [UTF8Text] = []
    /// The BCP 47 tag.
    public var language = UTF8Text()
    /// The attachments.
    public var attachments: [Attachment] = []

    /// When it was stored: the wall clock of the daemon.
    public var stored: Instant
    /// The host of the story's URL without `www.`.
    public var source = UTF8Text()
    /// The entry's guid as given.
    public var guid = UTF8Text()
    /// The canonical URL; empty where there is none.
    public var canonicalURL = UTF8Text()
    /// The feed that it came from.
    public var feed: FeedReference
    /// The fingerprint of its text, 16 hexadecimal digits.
    public var fingerprint = UTF8Text()
    /// The topics that it matched, and why.
    public var topics: [TopicVerdict] = []

    /// A story with its identity and origin.
    public init(id: StoryID, stored: Instant, feed: FeedReference) {
        self.id = id
        self.stored = stored
        self.feed = feed
    }

    /// What topics are matched against as `body`: the content, else the summary.
    public var body: UTF8Text { contentText.isEmpty ? summary : contentText }
}

/// A feed as records name it.
public struct FeedReference: Sendable, Hashable {
    /// The configured URL, without credentials.
    public var url: UTF8Text
    /// The title, as the feed or the configuration gives it.
    public var title: UTF8Text

    /// A reference.
    public init(url: UTF8Text, title: UTF8Text = "") {
        self.url = url
        self.title = title
    }
}

/// That a document matched a topic, and the evidence.
public struct TopicVerdict: Sendable, Equatable {
    /// The topic's name.
    public var name: String
    /// The sum of the weights, or the number of distinct positive terms that occurred.
    public var score: Double
    /// Every counted occurrence, by field, start and end.
    public var matches: [TermMatch]

    /// A verdict.
    public init(name: String, score: Double, matches: [TermMatch]) {
        self.name = name
        self.score = score
        self.matches = matches
    }
}

/// One occurrence of a term.
public struct TermMatch: Sendable, Hashable {
    /// The term as the query writes it, a phrase without its quotes.
    public var term: String
    /// The field that it occurs in.
    public var field: MatchField
    /// The first Unicode code point of the occurrence, from 0.
    public var start: Int
    /// The code point after the last.
    public var end: Int

    /// An occurrence.
    public init(term: String, field: MatchField, start: Int, end: Int) {
        self.term = term
        self.field = field
        self.start = start
        self.end = end
    }
}

/// The fields that terms are looked for in, in the order of the record.
public enum MatchField: String, Sendable, Hashable, CaseIterable {
    case title, body, source
}
