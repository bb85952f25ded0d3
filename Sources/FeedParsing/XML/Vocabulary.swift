// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The namespaces that mean something in a feed, by what they are for.
enum Vocabulary: UInt8, Sendable {
    /// RSS of any version, Atom of any version, CDF, and elements in no namespace.
    case core
    /// Atom, told apart from core where an Atom element stands in another format.
    case atom
    case dublinCore
    /// Dublin Core terms.
    case dublinCoreTerms
    /// `content:encoded`.
    case content
    /// Media RSS.
    case media
    /// iTunes podcasts.
    case itunes
    case googlePlay
    /// RSS 1.0 syndication.
    case syndication
    case feedburner
    case rdf
    /// XHTML, SVG, MathML: markup that belongs to a text.
    case markup
    /// Known or not, nothing of it is read.
    case other
}

extension Vocabulary {
    /// The vocabulary of a namespace name; nil when it is not known. Case, a slash or number sign
    /// at the end and https do not matter: feeds get them wrong.
    init?(uri: UnsafeBufferPointer<UInt8>) {
        if let usual = unsafe Self.usual(uri) {
            self = usual
            return
        }
        var name = unsafe String(decoding: uri, as: UTF8.self).lowercased()
        while name.last == "/" || name.last == "#" || name.last?.isWhitespace == true {
            name.removeLast()
        }
        if name.hasPrefix("https://") { name = "http" + name.dropFirst(5) }
        if let known = Self.byName[name] {
            self = known
        } else if name.hasPrefix("http://backend.userland.com/rss")
            || name.hasPrefix("http://blogs.law.harvard.edu/tech/rss")
            || name.hasPrefix("http://cyber.law.harvard.edu/rss")
            || name.hasPrefix("http://my.netscape.com/")
            || name.hasPrefix("http://channel.netscape.com/")
            || name.hasPrefix("http://purl.org/net/rss1.1")
        {
            self = .core
        } else {
            return nil
        }
    }

    /// The namespaces of nearly all feeds, spelt as they should be: no string is made for them.
    private static func usual(_ uri: UnsafeBufferPointer<UInt8>) -> Vocabulary? {
        let names: [(StaticString, Vocabulary)] = [
            ("http://purl.org/dc/elements/1.1/", .dublinCore),
            ("http://purl.org/rss/1.0/modules/content/", .content),
            ("http://www.w3.org/2005/Atom", .atom),
            ("http://search.yahoo.com/mrss/", .media),
            ("http://www.w3.org/1999/xhtml", .markup),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", .rdf),
            ("http://purl.org/rss/1.0/", .core),
            ("http://purl.org/rss/1.0/modules/syndication/", .syndication),
            ("http://purl.org/rss/1.0/modules/slash/", .other),
            ("http://wellformedweb.org/CommentAPI/", .other),
            ("http://www.itunes.com/dtds/podcast-1.0.dtd", .itunes),
        ]
        guard let start = uri.baseAddress else { return nil }
        return names.first { name, _ in
            unsafe uri.count == name.utf8CodeUnitCount
                && memcmp(start, name.utf8Start, uri.count) == 0
        }?.1
    }

    /// The vocabulary that an undeclared prefix stands for by habit; nil when it is not known.
    init?(prefix: UnsafeBufferPointer<UInt8>) {
        let prefix = unsafe String(decoding: prefix, as: UTF8.self).lowercased()
        guard let known = Self.byPrefix[prefix] else { return nil }
        self = known
    }

    private static let byName: [String: Vocabulary] = [
        "": .core,
        "http://purl.org/rss/1.0": .core,
        "http://purl.org/rss/2.0": .core,
        "http://backend.userland.com/rss2": .core,
        "http://www.w3.org/2005/atom": .atom,
        "http://purl.org/atom/ns": .atom,
        "http://purl.org/atom": .atom,
        "http://example.com/newformat": .atom,
        "http://example.com/necho": .atom,
        "http://purl.org/echo": .atom,
        "http://purl.org/pie": .atom,
        "uri/of/echo/namespace#": .atom,
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/elements/1.0": .dublinCore,
        "http://purl.org/dc": .dublinCore,
        "http://purl.org/metadata/dublin_core": .dublinCore,
        "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/dcterms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://search.yahoo.com/mrss": .media,
        "http://search.yahoo.com/searchmonkey/media": .media,
        "http://www.rssboard.org/media-rss": .media,
        "http://tools.search.yahoo.com/mrss": .media,
        "http://video.search.yahoo.com/mrss": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.itunes.com/dtds/podcast-1.0": .itunes,
        "http://example.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.google.com/schemas/play-podcasts/1.0": .googlePlay,
        "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd": .googlePlay,
        "http://purl.org/rss/1.0/modules/syndication": .syndication,
        "http://rssnamespace.org/feedburner/ext/1.0": .feedburner,
        "http://www.pheedo.com/namespace/pheedo": .feedburner,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "http://www.w3.org/1999/xhtml": .markup,
        "http://www.w3.org/tr/rec-html40": .markup,
        "http://www.w3.org/2000/svg": .markup,
        "http://www.w3.org/1998/math/mathml": .markup,
        "http://www.w3.org/1999/xlink": .other,
        "http://purl.org/syndication/thread/1.0": .other,
        "http://purl.org/rss/1.0/modules/slash": .other,
        "http://wellformedweb.org/commentapi": .other,
    ]

    private static let byPrefix: [String: Vocabulary] = [
        "rss": .core, "atom": .atom, "atom10": .atom, "atom03": .atom, "a10": .atom, "a": .atom,
        "dc": .dublinCore, "dcterms": .dublinCoreTerms, "dct": .dublinCoreTerms,
        "content": .content, "media": .media, "mrss": .media, "itunes": .itunes,
        "googleplay": .googlePlay, "sy": .syndication, "feedburner": .feedburner, "rdf": .rdf,
        "xhtml": .markup, "html": .markup, "svg": .markup, "math": .markup, "body": .markup,
        "pheedo": .feedburner,
    ]
}
