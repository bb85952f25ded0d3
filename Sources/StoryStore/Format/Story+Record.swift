// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

extension Story: StoredRecord {
    /// Stories stand in segments of their own.
    public static var kind: SegmentKind { .stories }

    /// When it was stored.
    public var recorded: Instant {
        get { stored }
        set { stored = newValue }
    }

    /// The version of the record's `_feedwatch` object.
    static let version = 1

    /// Appends the members of a JSON Feed 1.1 item and `_feedwatch`.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.memberUnlessEmpty("url", url)
        json.memberUnlessEmpty("external_url", externalURL)
        json.memberUnlessEmpty("title", title)
        json.memberUnlessEmpty("summary", summary)
        json.memberUnlessEmpty("content_text", contentText)
        json.memberUnlessEmpty("content_html", contentHTML)
        json.memberUnlessEmpty("image", image)
        if let published { json.member("date_published", published) }
        if let modified { json.member("date_modified", modified) }
        writeAuthors(to: &json)
        if !tags.isEmpty {
            json.key("tags")
            json.beginArray()
            for tag in tags { json.value(tag) }
            json.endArray()
        }
        json.memberUnlessEmpty("language", language)
        writeAttachments(to: &json)
        writeFeedwatch(to: &json)
    }

    private func writeAuthors(to json: inout JSONWriter) {
        guard !authors.isEmpty else { return }
        json.key("authors")
        json.beginArray()
        for author in authors {
            json.beginObject()
            json.memberUnlessEmpty("name", author.name)
            json.memberUnlessEmpty("url", author.url)
            json.memberUnlessEmpty("avatar", author.avatar)
            json.endObject()
        }
        json.endArray()
    }

    private func writeAttachments(to json: inout JSONWriter) {
        guard !attachments.isEmpty else { return }
        json.key("attachments")
        json.beginArray()
        for attachment in attachments {
            json.beginObject()
            json.member("url", attachment.url)
            json.memberUnlessEmpty("mime_type", attachment.mimeType)
            json.memberUnlessEmpty("title", attachment.title)
            if let size = attachment.sizeInBytes { json.member("size_in_bytes", size) }
            if let seconds = attachment.durationInSeconds, seconds.isFinite {
                json.member("duration_in_seconds", seconds)
            }
            json.endObject()
        }
        json.endArray()
    }

    private func writeFeedwatch(to json: inout JSONWriter) {
        json.key("_feedwatch")
        json.beginObject()
        json.member("v", Self.version)
        json.member("stored", stored, fraction: true)
        json.memberUnlessEmpty("source", source)
        json.memberUnlessEmpty("guid", guid)
        json.memberUnlessEmpty("canonical_url", canonicalURL)
        json.key("feed")
        feed.write(to: &json)
        json.memberUnlessEmpty("fingerprint", fingerprint)
        json.key("topics")
        json.beginArray()
        for topic in topics { topic.write(to: &json) }
        json.endArray()
        json.endObject()
    }
}

extension FeedReference {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("url", url)
        json.memberUnlessEmpty("title", title)
        json.endObject()
    }
}

extension TopicVerdict {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", name)
        json.member("score", score)
        json.key("matches")
        json.beginArray()
        for match in matches {
            json.beginObject()
            json.member("term", match.term)
            json.member("field", match.field.rawValue)
            json.member("start", match.start)
            json.member("end", match.end)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
