// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Says what a text is that is no feed.
enum Recognition {
    static func judge(
        _ text: UnsafeBufferPointer<UInt8>, prolog: Prolog, base: URIReference?
    ) -> NotAFeed {
        guard prolog.rootStart != nil else {
            return NotAFeed(kind: prolog.isHTML ? .htmlPage : .text)
        }
        if prolog.isHTML { return unsafe page(text, base: base) }
        switch prolog.rootName {
        case "": return NotAFeed(kind: .text)
        case "opml": return NotAFeed(kind: .opml)
        case "urlset", "sitemapindex": return NotAFeed(kind: .sitemap)
        case "svg": return NotAFeed(kind: .image)
        default: return NotAFeed(kind: .xml)
        }
    }

    // MARK: - Pages

    /// A page is looked at this far.
    private static let pageBytesMax = 1 << 20
    private static let advertisedMax = 50

    private static func page(
        _ whole: UnsafeBufferPointer<UInt8>, base: URIReference?
    ) -> NotAFeed {
        let text = unsafe UnsafeBufferPointer(rebasing: whole.prefix(pageBytesMax))
        var feeds: [AdvertisedFeed] = []
        var asksForLogin = false
        var base = base
        unsafe HTMLTags.forEach(in: text) { name, attribute in
            switch name {
            case "base":
                if let href = attribute("href") {
                    let reference = URIReference(href)
                    base = base.map { reference.resolved(against: $0) } ?? reference
                }
            case "link", "a":
                if let feed = advertised(attribute, base: base), !feeds.contains(feed) {
                    feeds.append(feed)
                }
            case "input":
                let type = attribute("type").map { String(decoding: $0, as: UTF8.self) } ?? ""
                if type.lowercased() == "password" { asksForLogin = true }
            case "form": asksForLogin = asksForLogin || isLogin(attribute("action"))
            case "meta": asksForLogin = asksForLogin || isLogin(attribute("content"))
            default: break
            }
            return feeds.count < advertisedMax
        }
        if !feeds.isEmpty { return NotAFeed(kind: .htmlPage, advertisedFeeds: feeds) }
        if unsafe isBotCheck(text) { return NotAFeed(kind: .botCheck) }
        return NotAFeed(kind: asksForLogin ? .loginPage : .htmlPage)
    }

    /// Whether a form or a refresh leads to where one logs in.
    private static func isLogin(_ address: [UInt8]?) -> Bool {
        let words: [StaticString] = ["login", "logon", "signin", "sign-in", "sign_in", "/sso"]
        return words.contains { address?.containsWord($0) ?? false }
    }

    /// The feed that a `link rel="alternate"` advertises.
    private static func advertised(
        _ attribute: (StaticString) -> [UInt8]?, base: URIReference?
    ) -> AdvertisedFeed? {
        guard let href = attribute("href"), let type = attribute("type"),
            let rel = attribute("rel")
        else { return nil }
        let name = String(decoding: type, as: UTF8.self).lowercased()
        let relations = String(decoding: rel, as: UTF8.self).lowercased()
            .split(whereSeparator: \.isWhitespace)
        let isFeed =
            name.hasPrefix("application/rss+xml") || name.hasPrefix("application/atom+xml")
            || name.hasPrefix("application/rdf+xml") || name.hasPrefix("application/feed+json")
            || name.hasPrefix("text/xml") || name.hasPrefix("application/xml")
        guard isFeed, relations.contains("alternate") || relations.contains("feed"),
            let url = WebLink.url(href, base: base)
        else { return nil }
        var title: [UInt8] = []
        unsafe (attribute("title") ?? []).withUnsafeBufferPointer {
            unsafe PlainText.append($0, whiteSpace: .collapsed, to: &title)
        }
        return AdvertisedFeed(
            url: String(decoding: url, as: UTF8.self),
            title: String(decoding: title, as: UTF8.self), type: name)
    }

    /// Words of the pages that want to see a browser.
    private static func isBotCheck(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // These pages are small; their words stand early.
        let head = unsafe UnsafeBufferPointer(rebasing: text.prefix(32 << 10))
        let words: [StaticString] = [
            "just a moment...", "cf-challenge", "challenge-platform", "cf_chl_", "captcha",
            "attention required", "checking your browser", "ddos protection by",
            "are you a robot", "are you human", "verify you are human",
            "enable javascript and cookies",
            "bot verification", "anubis_challenge", "request unsuccessful. incapsula",
            "px-captcha", "access to this page has been denied",
            "you don't have permission to access",
            "making sure you", "ddos-guard", "sucuri_cloudproxy", "datadome",
            "please enable javascript before you are allowed", "unusual traffic",
            "checking if the site connection is secure", "one moment, please",
        ]
        return words.contains { unsafe ByteSearch.contains($0, ignoringCaseIn: head) }
    }
}
