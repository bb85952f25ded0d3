// SPDX-License-Identifier: Apache-2.0

public import FeedModel

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
        self.init(body: plainText, language: language)
    }

    /// What the field `source` holds for an entry with the link `url` of the feed `feedTitle`.
    public static func source(feedTitle: UTF8Text, url: UTF8Text) -> UTF8Text { feedTitle }
}
