// SPDX-License-Identifier: Apache-2.0

/// One entry of a feed (RFC 4287; an RSS `item` is one too). An empty text is an absent one.
public struct Entry: Sendable {
    /// `guid`, `id` or `rdf:about` exactly as given, without surrounding white space.
    public var guid = UTF8Text()
    /// The page of this entry, absolute, http or https.
    public var url = UTF8Text()
    /// The page that the entry is about, where that is another (`link` of a link blog).
    public var externalURL = UTF8Text()
    /// The title as plain text.
    public var title = UTF8Text()
    /// A short version as plain text, where the feed has one besides the content.
    public var summary = UTF8Text()
    /// The content as plain text; paragraphs are parted by blank lines.
    public var contentText = UTF8Text()
    /// The content as HTML with absolute links, where the feed gave HTML.
    public var contentHTML = UTF8Text()
    /// An image that stands for the entry.
    public var image = UTF8Text()
    /// The page on which readers comment.
    public var commentsURL = UTF8Text()
    /// When the entry was published.
    public var published: EntryDate?
    /// When the entry was last changed.
    public var modified: EntryDate?
    /// The authors; those of the feed where the entry names none.
    public var authors: [Author] = []
    /// The categories.
    public var tags: [UTF8Text] = []
    /// The BCP 47 tag, inherited from the feed where the entry has none.
    public var language = UTF8Text()
    /// Enclosures and attachments.
    public var attachments: [Attachment] = []
    /// The feed that the entry was taken from (`source` of RSS and Atom): its title and address.
    public var sourceTitle = UTF8Text()
    /// The address of the feed that the entry was taken from.
    public var sourceURL = UTF8Text()

    /// An entry without anything.
    public init() {}

    /// What topics are matched against as `body`: the content, else the summary.
    public var body: UTF8Text { contentText.isEmpty ? summary : contentText }
}

/// A date of an entry, and how sure it is.
public struct EntryDate: Sendable, Hashable {
    /// The instant meant.
    public var instant: Instant
    /// Whether part of it (the time zone, the time of day, the century) was not given and had to
    /// be assumed.
    public var isGuessed: Bool

    /// A date.
    public init(_ instant: Instant, isGuessed: Bool = false) {
        self.instant = instant
        self.isGuessed = isGuessed
    }
}

/// A person or organisation that wrote something (JSON Feed `authors`).
public struct Author: Sendable, Hashable {
    /// The name.
    public var name: UTF8Text
    /// A page of the author's, or a `mailto:` address.
    public var url: UTF8Text
    /// A picture of the author.
    public var avatar: UTF8Text

    /// An author.
    public init(name: UTF8Text = "", url: UTF8Text = "", avatar: UTF8Text = "") {
        self.name = name
        self.url = url
        self.avatar = avatar
    }
}

/// A file that belongs to an entry (JSON Feed `attachments`, RSS `enclosure`).
public struct Attachment: Sendable, Hashable {
    /// Where the file is.
    public var url: UTF8Text
    /// Its media type.
    public var mimeType: UTF8Text
    /// Its title.
    public var title: UTF8Text
    /// Its size in bytes.
    public var sizeInBytes: Int64?
    /// How long it plays, in seconds.
    public var durationInSeconds: Double?

    /// An attachment.
    public init(
        url: UTF8Text, mimeType: UTF8Text = "", title: UTF8Text = "", sizeInBytes: Int64? = nil,
        durationInSeconds: Double? = nil
    ) {
        self.url = url
        self.mimeType = mimeType
        self.title = title
        self.sizeInBytes = sizeInBytes
        self.durationInSeconds = durationInSeconds
    }
}
