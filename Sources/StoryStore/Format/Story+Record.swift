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
        _ = writeMembersFindingTime(in: &json)
    }

    /// Appends the members; gives where the digits of `stored` stand.
    func writeMembersFindingTime(in json: inout JSONWriter) -> Int {
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
        json.member(authors: authors)
        json.member(tags: tags)
        json.memberUnlessEmpty("language", language)
        json.member(attachments: attachments)
        return writeFeedwatch(to: &json)
    }

    private func writeFeedwatch(to json: inout JSONWriter) -> Int {
        json.key("_feedwatch")
        json.beginObject()
        json.member("v", Self.version)
        json.key("stored")
        let storedOffset = json.count + 1
        json.value(stored, fraction: true)
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
        return storedOffset
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
