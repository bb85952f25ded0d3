// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel

extension Story {
    /// The story that an entry becomes, without its identifier and time.
    ///
    /// - Parameter keepsHTML: Whether `content_html` is kept too.
    init(
        _ entry: Entry, _ identity: EntryIdentity, _ text: EntryText, feed: FeedReference,
        topics: [TopicVerdict], keepsHTML: Bool
    ) {
        self.init(
            id: StoryID(digest: [UInt8](repeating: 0, count: 10)), stored: Instant(milliseconds: 0),
            feed: feed)
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
        fingerprint = text.fingerprint.text
        self.topics = topics
    }
}
