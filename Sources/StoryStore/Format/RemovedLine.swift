// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON

/// The line that is left of a removed story: a story's, with nothing in it but what it is known by,
/// and the place where it stood, by which the index of stories remembers it.
enum RemovedLine {
    static func bytes(of story: Story, at offset: Int64) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", story.id)
        json.memberUnlessEmpty("url", story.url)
        json.key("_feedwatch")
        json.beginObject()
        json.member("v", Story.version)
        json.member("stored", story.stored, fraction: true)
        json.memberUnlessEmpty("guid", story.guid)
        json.memberUnlessEmpty("canonical_url", story.canonicalURL)
        json.key("feed")
        json.beginObject()
        json.member("url", story.feed.url)
        json.endObject()
        json.memberUnlessEmpty("fingerprint", story.fingerprint)
        json.member("offset", offset)
        json.endObject()
        LineChecksum.endLine(of: &json, startingAt: 0)
        return json.bytes
    }

    /// The story of a line and where it stood; nil for another line, such as a sighting's.
    static func story(_ record: JSONValue, on day: CivilDay) -> (Story, StoryLocation)? {
        guard let story = try? Story(record: record, detail: .identity),
            let offset = record["_feedwatch"]?["offset"]?.int, offset >= 0
        else { return nil }
        let location = StoryLocation(
            kind: .stories, day: day, offset: Int64(offset), length: 0)
        return (story, location)
    }
}
