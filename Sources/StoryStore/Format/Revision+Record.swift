// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

extension Revision: StoredRecord {
    /// Revisions stand in segments of their own.
    public static var kind: SegmentKind { .revisions }

    /// When the change was seen.
    public var recorded: Instant {
        get { seen }
        set { seen = newValue }
    }

    /// Appends the members of the line. A text that is gone at the source is written as empty:
    /// absent would say that it did not change.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("story", story)
        json.member("seen", seen, fraction: true)
        if let title { json.member("title", title) }
        if let summary { json.member("summary", summary) }
        if let contentText { json.member("content_text", contentText) }
        json.key("changed")
        json.beginArray()
        for name in changed { json.value(name) }
        json.endArray()
    }

    /// Reads a line of a revisions segment.
    public init(record: JSONValue) throws(RecordError) {
        guard let story = record["story"].flatMap(StoryID.init(json:)) else {
            throw RecordError("no identifier")
        }
        guard let seen = record["seen"].flatMap(Instant.init(json:)) else {
            throw RecordError("no time")
        }
        self.init(
            story: story, seen: seen, title: record["title"]?.text,
            contentText: record["content_text"]?.text, summary: record["summary"]?.text)
    }
}
