// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Text

/// What topics are matched against: one entry of a feed or one plain text (QUERY.md section 1).
public struct MatchDocument: Sendable {
    /// The title as plain text.
    public var title: UTF8Text
    /// The content as plain text, paragraphs parted by blank lines.
    public var body: UTF8Text
    /// The feed's title, a blank line, the host of the entry's link.
    public var source: UTF8Text
    /// The BCP 47 tag; where it is empty, the language is guessed from the text.
    public var language: UTF8Text

    /// A document of its fields.
    public init(
        title: UTF8Text = UTF8Text(), body: UTF8Text = UTF8Text(), source: UTF8Text = UTF8Text(),
        language: UTF8Text = UTF8Text()
    ) {
        self.title = title
        self.body = body
        self.source = source
        self.language = language
    }

    /// The document of an entry of the feed titled `feedTitle`.
    public init(_ entry: Entry, feedTitle: UTF8Text) {
        self.init(
            title: entry.title, body: entry.body,
            source: Self.source(feedTitle: feedTitle, url: entry.url), language: entry.language)
    }

    /// The document of a stored story.
    public init(_ story: Story) {
        self.init(
            title: story.title, body: story.body,
            source: Self.source(feedTitle: story.feed.title, url: story.url),
            language: story.language)
    }

    /// The document of a plain text: its first line that is not blank is the title, what follows
    /// that line's break is the body.
    public init(plainText: UTF8Text, language: UTF8Text = UTF8Text()) {
        let bytes = plainText.bytes
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var start = 0
        while start < bytes.count {
            let end =
                bytes[start...].firstIndex { $0 == lineFeed || $0 == carriageReturn } ?? bytes.count
            var next = min(end + 1, bytes.count)
            if end + 1 < bytes.count, bytes[end] == carriageReturn, bytes[end + 1] == lineFeed {
                next += 1
            }
            let line = UTF8Text(utf8: bytes, in: start..<end)
            let isBlank = line.string.unicodeScalars.allSatisfy {
                $0.properties.isWhitespace || TextFolder.deletes($0)
            }
            if !isBlank {
                let body = UTF8Text(utf8: bytes, in: next..<bytes.count)
                self.init(title: line, body: body, language: language)
                return
            }
            start = next
        }
        self.init(language: language)
    }

    /// The language: the one that is named, else the one guessed from the text, else nothing.
    public var languageOrGuess: String {
        language.isEmpty ? LanguageGuess.language(of: self) : language.string
    }

    /// What the field `source` holds for an entry with the link `url` of the feed `feedTitle`: the
    /// title, a blank line, the host of the link as it stands there.
    public static func source(feedTitle: UTF8Text, url: UTF8Text) -> UTF8Text {
        let host = host(of: url)
        guard !host.isEmpty else { return feedTitle }
        return UTF8Text(utf8: feedTitle.bytes + Array("\n\n".utf8) + host)
    }

    /// The host of an absolute URL: what stands between `//`, user information and port.
    private static func host(of url: UTF8Text) -> ArraySlice<UInt8> {
        let bytes = url.bytes
        let slash = UInt8(ascii: "/")
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[(colon + 1)...].starts(with: [slash, slash])
        else { return [] }
        var authority = bytes[(colon + 3)...]
        authority = authority.prefix {
            $0 != slash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            authority = authority[(at + 1)...]
        }
        if authority.first == UInt8(ascii: "[") {
            return authority.prefix { $0 != UInt8(ascii: "]") }.dropFirst()
        }
        return authority.prefix { $0 != UInt8(ascii: ":") }
    }
}
