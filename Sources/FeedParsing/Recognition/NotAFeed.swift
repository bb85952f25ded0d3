// SPDX-License-Identifier: Apache-2.0

/// What a document that is no feed looks like, and what to do about it.
public struct NotAFeed: Error, Sendable, Equatable {
    /// What it looks like.
    public var kind: Kind
    /// The feeds that an HTML page advertises, in its order, with absolute URLs.
    public var advertisedFeeds: [AdvertisedFeed] = []

    /// A verdict.
    public init(kind: Kind, advertisedFeeds: [AdvertisedFeed] = []) {
        self.kind = kind
        self.advertisedFeeds = advertisedFeeds
    }
}

extension NotAFeed {
    /// What a document that is no feed looks like.
    public enum Kind: String, Sendable, CaseIterable {
        case empty
        case htmlPage = "html-page"
        case loginPage = "login-page"
        case botCheck = "bot-check"
        case json
        case opml
        case sitemap
        case xml
        case compressed
        case image
        case pdf
        case text
        case binary
    }
}
