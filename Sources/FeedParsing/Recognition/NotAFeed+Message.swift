// SPDX-License-Identifier: Apache-2.0

extension NotAFeed: CustomStringConvertible {
    /// One sentence for people that says what was found and what to do, without any of its bytes.
    public var message: String {
        switch kind {
        case .empty: "the document is empty: the server sent no feed"
        case .htmlPage:
            advertisedFeeds.isEmpty
                ? "an HTML page that advertises no feed: look for the site's feed address"
                : "an HTML page, not a feed: use one of the feeds it advertises"
        case .loginPage: "a login page: the feed needs credentials, or has moved"
        case .botCheck: "a bot check instead of a feed: the server wants to see a browser"
        case .json: "JSON, but no JSON Feed: it has no feed version or items"
        case .opml: "an OPML subscription list: import it with `feedwatch feeds import`"
        case .sitemap: "a sitemap, not a feed: look for the site's feed address"
        case .xml: "XML, but of no feed format that is known"
        case .compressed: "compressed bytes: the server sent them without Content-Encoding"
        case .image: "an image, not a feed: check the address"
        case .pdf: "a PDF document, not a feed: check the address"
        case .text: "plain text, not a feed: check the address"
        case .binary: "binary bytes of no known kind, not a feed: check the address"
        }
    }

    /// The message.
    public var description: String { message }
}
