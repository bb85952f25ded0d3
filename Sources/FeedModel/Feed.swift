// SPDX-License-Identifier: Apache-2.0

/// A feed document as it was read: RSS, Atom, CDF or JSON Feed, in the terms of JSON Feed 1.1.
public struct Feed: Sendable {
    /// The format it was written in.
    public var format: FeedFormat
    /// The title as plain text.
    public var title = UTF8Text()
    /// The page that the feed is a feed of.
    public var homePageURL = UTF8Text()
    /// What the feed says its own address is (`rel="self"`, `feed_url`).
    public var selfURL = UTF8Text()
    /// The description or subtitle as plain text.
    public var description = UTF8Text()
    /// The BCP 47 tag of the whole feed.
    public var language = UTF8Text()
    /// An image that stands for the feed.
    public var icon = UTF8Text()
    /// The authors of the whole feed.
    public var authors: [Author] = []
    /// The entries in the order of the document.
    public var entries: [Entry] = []

    /// The name of the character encoding that the bytes were read in, in lower case.
    public var encoding = "utf-8"
    /// Whether anything had to be mended: the document is not what its format demands.
    public var isBozo = false
    /// What was mended or noticed, bounded in number.
    public var warnings: [ParseWarning] = []
    /// Whether the document ended before its root element or object did. Its entries count; its
    /// validators must not be kept.
    public var isTruncated = false
    /// What the feed asks of those who poll it.
    public var pollingHints = PollingHints()
    /// The WebSub hub (`rel="hub"`).
    public var hubURL = UTF8Text()
    /// The next page (RFC 5005 section 3, JSON Feed `next_url`).
    public var nextURL = UTF8Text()
    /// The previous archive document (RFC 5005 section 4).
    public var previousArchiveURL = UTF8Text()

    /// An empty feed of `format`.
    public init(format: FeedFormat) {
        self.format = format
    }
}

/// The formats and versions that are told apart; raw values are those of `feedwatch parse`.
public enum FeedFormat: String, Sendable, CaseIterable {
    case rss090 = "rss-0.90"
    case rss091 = "rss-0.91"
    case rss092 = "rss-0.92"
    case rss10 = "rss-1.0"
    case rss20 = "rss-2.0"
    case atom03 = "atom-0.3"
    case atom10 = "atom-1.0"
    case cdf
    case jsonFeed10 = "json-feed-1.0"
    case jsonFeed11 = "json-feed-1.1"
}

/// What a feed asks of those who poll it, as lower bounds. Absent is nil or empty.
public struct PollingHints: Sendable, Equatable {
    /// RSS 2.0 `ttl`, in seconds.
    public var ttlSeconds: Int?
    /// RSS 2.0 `skipHours`: hours of the day in UTC, 0 to 23, in which nothing new is published.
    public var skipHours: [Int] = []
    /// RSS 2.0 `skipDays`: days of the week, 0 for Monday to 6 for Sunday.
    public var skipDays: [Int] = []
    /// RSS 1.0 syndication module: `updatePeriod` divided by `updateFrequency`, in seconds.
    public var updatePeriodSeconds: Int?
    /// RSS 1.0 syndication module: the instant from which the periods count.
    public var updateBase: Instant?

    /// No wishes.
    public init() {}
}

/// Something a parser mended or noticed, and where.
public struct ParseWarning: Sendable, Equatable {
    /// The line of the document, from 1; 0 where no line can be named.
    public var line: Int
    /// The column in that line, from 1; 0 where none can be named.
    public var column: Int
    /// What was found and what was done about it, in a few words, without bytes of the feed.
    public var message: String

    /// A warning at a place.
    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }
}
