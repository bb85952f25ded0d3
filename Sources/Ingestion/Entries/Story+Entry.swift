// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel

extension Story {
    /// The story that an entry becomes.
    ///
    /// - Parameter keepsHTML: Whether `content_html` is kept too.
    init(
        _ candidate: Candidate, id: StoryID, feed: FeedReference, stored: Instant, keepsHTML: Bool
    ) {
        let entry = candidate.entry
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
        canonicalURL = candidate.identity.canonicalURL?.text ?? ""
        fingerprint = candidate.text.fingerprint.text
        topics = candidate.topics
    }
}
