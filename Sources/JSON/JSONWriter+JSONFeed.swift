// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// The lists that feeds, their entries and stories have alike (JSON Feed 1.1). An empty one is left
/// out.
extension JSONWriter {
    /// Writes `authors`.
    public mutating func member(authors: [Author]) {
        guard !authors.isEmpty else { return }
        key("authors")
        beginArray()
        for author in authors {
            beginObject()
            memberUnlessEmpty("name", author.name)
            memberUnlessEmpty("url", author.url)
            memberUnlessEmpty("avatar", author.avatar)
            endObject()
        }
        endArray()
    }

    /// Writes `tags`.
    public mutating func member(tags: [UTF8Text]) {
        guard !tags.isEmpty else { return }
        key("tags")
        beginArray()
        for tag in tags { value(tag) }
        endArray()
    }

    /// Writes `attachments`.
    public mutating func member(attachments: [Attachment]) {
        guard !attachments.isEmpty else { return }
        key("attachments")
        beginArray()
        for attachment in attachments {
            beginObject()
            member("url", attachment.url)
            memberUnlessEmpty("mime_type", attachment.mimeType)
            memberUnlessEmpty("title", attachment.title)
            if let size = attachment.sizeInBytes { member("size_in_bytes", size) }
            if let seconds = attachment.durationInSeconds, seconds.isFinite {
                member("duration_in_seconds", seconds)
            }
            endObject()
        }
        endArray()
    }
}
