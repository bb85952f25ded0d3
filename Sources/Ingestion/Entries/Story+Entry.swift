// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel

extension Story {
    /// The story that `entry` becomes.
    ///
    /// - Parameters:
    ///   - identity: What the entry is known by.
    ///   - keepsHTML: Whether `content_html` is kept too.
    init(
        _ entry: Entry, id: StoryID, identity: EntryIdentity, feed: FeedReference,
        topics: [TopicVerdict], stored: Instant, keepsHTML: Bool
    ) {
        self.init(id: id, stored: stored, feed: feed)
        url = entry.url
        externalURL = entry.externalURL
        title = entry.title
        summary = entry.summary
        contentText = entry.contentText
        if keepsHTML { contentHTML = entry.contentHTML }
        image = entry.image
        published = entry.published?.instant
        modified = entry.modified?.instant
        authors = entry.authors
        tags = entry.tags
        language = entry.language
        attachments = entry.attachments
        source = CanonicalURL.source(of: entry.url)
        guid = entry.guid
        canonicalURL = identity.canonicalURL?.text ?? ""
        fingerprint = UTF8Text(Self.hexadecimal(Fingerprint(of: entry).value))
        self.topics = topics
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
