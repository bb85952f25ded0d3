// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

extension Sighting: StoredRecord {
    /// Sightings stand in segments of their own.
    public static var kind: SegmentKind { .sightings }

    /// When the copy was seen.
    public var recorded: Instant {
        get { seen }
        set { seen = newValue }
    }

    /// Appends the members of the line.
    public func writeMembers(to json: inout JSONWriter) {
        json.member("story", story)
        json.member("seen", seen, fraction: true)
        json.memberUnlessEmpty("url", url)
        json.memberUnlessEmpty("title", title)
        json.memberUnlessEmpty("source", source)
        json.key("feed")
        feed.write(to: &json)
        json.member("reason", reason.rawValue)
        // Two decimals say all that a sketch knows, and more digits would differ by machine.
        json.member("similarity", (similarity * 100).rounded() / 100)
    }

    /// Reads a line of a sightings segment.
    public init(record: JSONValue) throws(RecordError) {
        guard let story = record["story"].flatMap(StoryID.init(json:)) else {
            throw RecordError("no identifier")
        }
        guard let seen = record["seen"].flatMap(Instant.init(json:)) else {
            throw RecordError("no time")
        }
        guard let reason = record["reason"]?.string.flatMap(Reason.init(rawValue:)) else {
            throw RecordError("a reason that this program does not know")
        }
        self.init(
            story: story, seen: seen, url: record["url"]?.text ?? "",
            title: record["title"]?.text ?? "", source: record["source"]?.text ?? "",
            feed: FeedReference(record: record["feed"]), reason: reason,
            similarity: record["similarity"]?.double ?? 0)
    }
}
