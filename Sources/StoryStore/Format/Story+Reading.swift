// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

/// How much of a stored story is read.
public enum StoryDetail: Sendable {
    /// All of it.
    case full
    /// What tells it from others, for whoever rebuilds an index: identifier, URLs, guid, title,
    /// summary, content as text, language, feed, source, fingerprint and time of storing.
    case identity
}

extension Story {
    /// Reads a line of a stories segment.
    public init(record: JSONValue) throws(RecordError) {
        try self.init(record: record, detail: .full)
    }

    /// Reads a line of a stories segment, or so much of it as `detail` says.
    public init(record: JSONValue, detail: StoryDetail) throws(RecordError) {
        guard let id = record["id"].flatMap(StoryID.init(json:)) else {
            throw RecordError("no identifier")
        }
        guard let feedwatch = record["_feedwatch"] else { throw RecordError("no _feedwatch") }
        guard let version = feedwatch["v"]?.int, version == Self.version else {
            throw RecordError("a version that this program does not know")
        }
        guard let stored = feedwatch["stored"].flatMap(Instant.init(json:)) else {
            throw RecordError("no time of storing")
        }
        self.init(id: id, stored: stored, feed: FeedReference(record: feedwatch["feed"]))
        for member in record.members { readText(member) }
        for member in feedwatch.members { readOrigin(member, detail) }
        if detail == .full {
            for member in record.members { readRest(member) }
        }
    }

    private mutating func readText(_ member: JSONValue.Member) {
        if member.hasKey("url") {
            url = member.text
        } else if member.hasKey("title") {
            title = member.text
        } else if member.hasKey("summary") {
            summary = member.text
        } else if member.hasKey("content_text") {
            contentText = member.text
        } else if member.hasKey("language") {
            language = member.text
        }
    }

    private mutating func readOrigin(_ member: JSONValue.Member, _ detail: StoryDetail) {
        if member.hasKey("source") {
            source = member.text
        } else if member.hasKey("guid") {
            guid = member.text
        } else if member.hasKey("canonical_url") {
            canonicalURL = member.text
        } else if member.hasKey("fingerprint") {
            fingerprint = member.text
        } else if detail == .full, member.hasKey("topics") {
            topics = member.value.elements.map(TopicVerdict.init(record:))
        }
    }

    private mutating func readRest(_ member: JSONValue.Member) {
        if member.hasKey("external_url") {
            externalURL = member.text
        } else if member.hasKey("content_html") {
            contentHTML = member.text
        } else if member.hasKey("image") {
            image = member.text
        } else if member.hasKey("date_published") {
            published = Instant(json: member.value)
        } else if member.hasKey("date_modified") {
            modified = Instant(json: member.value)
        } else if member.hasKey("authors") {
            authors = member.value.elements.map(Author.init(record:))
        } else if member.hasKey("tags") {
            tags = member.value.elements.compactMap(\.text)
        } else if member.hasKey("attachments") {
            attachments = member.value.elements.map(Attachment.init(record:))
        }
    }
}

extension JSONValue.Member {
    /// The value as text; empty when it is no string.
    var text: UTF8Text { value.text ?? UTF8Text() }
}

extension StoryID {
    init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(text)
    }
}

extension Instant {
    init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(rfc3339: text)
    }
}

extension FeedReference {
    init(record: JSONValue?) {
        self.init(url: record?["url"]?.text ?? "", title: record?["title"]?.text ?? "")
    }
}

extension Author {
    fileprivate init(record: JSONValue) {
        self.init(
            name: record["name"]?.text ?? "", url: record["url"]?.text ?? "",
            avatar: record["avatar"]?.text ?? "")
    }
}

extension Attachment {
    fileprivate init(record: JSONValue) {
        self.init(
            url: record["url"]?.text ?? "", mimeType: record["mime_type"]?.text ?? "",
            title: record["title"]?.text ?? "",
            sizeInBytes: record["size_in_bytes"]?.int.map(Int64.init),
            durationInSeconds: record["duration_in_seconds"]?.double)
    }
}

extension TopicVerdict {
    fileprivate init(record: JSONValue) {
        self.init(
            name: record["name"]?.string ?? "", score: record["score"]?.double ?? 0,
            matches: record["matches"]?.elements.compactMap(TermMatch.init(record:)) ?? [])
    }
}

extension TermMatch {
    /// nil for a field that this program does not know.
    fileprivate init?(record: JSONValue) {
        guard let field = record["field"]?.string.flatMap(MatchField.init(rawValue:)),
            let start = record["start"]?.int, let end = record["end"]?.int
        else { return nil }
        self.init(term: record["term"]?.string ?? "", field: field, start: start, end: end)
    }
}
