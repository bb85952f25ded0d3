// SPDX-License-Identifier: Apache-2.0

/// A feed that an HTML page points to (`<link rel="alternate" type="application/rss+xml">`).
public struct AdvertisedFeed: Sendable, Hashable {
    /// Where the feed is, absolute.
    public var url: String
    /// What the page calls it, as plain text; may be empty.
    public var title: String
    /// The media type that the page gives, in lower case.
    public var type: String

    /// An advertised feed.
    public init(url: String, title: String = "", type: String = "") {
        self.url = url
        self.title = title
        self.type = type
    }
}
