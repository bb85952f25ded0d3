// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import Testing

@testable import StoryStore

@Suite struct RecordTests {
    /// The polynomial's definition, bit by bit: another implementation than the one under test.
    private func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
        }
        return ~crc
    }

    private func line(_ record: some StoredRecord) -> String {
        var json = JSONWriter()
        record.writeLine(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func read(_ line: String) throws -> JSONValue {
        var parser = JSONParser()
        return try parser.parse(Array(line.utf8))
    }

    @Test func aStoryHasItsMembersInTheOrderOfTheFormat() throws {
        var story = sampleStory(1)
        story.externalURL = "https://example.com/about"
        story.summary = "Short"
        story.contentHTML = "<p>The text</p>"
        story.image = "https://example.org/i.png"
        story.published = noon
        story.modified = Instant(milliseconds: noon.milliseconds + 5)
        story.authors = [Author(name: "A. Writer", url: "mailto:a@example.org")]
        story.tags = ["news", "日本"]
        story.language = "en"
        story.attachments = [
            Attachment(
                url: "https://example.org/a.mp3", mimeType: "audio/mpeg", sizeInBytes: 3,
                durationInSeconds: 1.5)
        ]
        story.fingerprint = "0123456789abcdef"
        let written = line(story)
        let keys = try read(written).members.map(\.key.string)
        #expect(
            keys == [
                "id", "url", "external_url", "title", "summary", "content_text", "content_html",
                "image", "date_published", "date_modified", "authors", "tags", "language",
                "attachments", "_feedwatch", "_crc32c",
            ])
        let feedwatch = try #require(try read(written)["_feedwatch"])
        #expect(
            feedwatch.members.map(\.key.string) == [
                "v", "stored", "source", "guid", "canonical_url", "feed", "fingerprint", "topics",
            ])
        #expect(written.contains(#""stored":"2026-11-21T12:00:00.000Z""#))
        #expect(written.contains(#""date_published":"2026-11-21T12:00:00Z""#))
        #expect(try Story(record: read(written)) == story)
    }

    @Test func whatIsAbsentIsLeftOut() throws {
        let story = Story(
            id: sampleID(2), stored: noon, feed: FeedReference(url: "https://example.org/"))
        let written = line(story)
        #expect(
            written.hasPrefix(
                #"{"id":"\#(story.id)","_feedwatch":{"v":1,"stored":"2026-11-21T12:00:00.000Z","#
                    + #""feed":{"url":"https://example.org/"},"topics":[]},"_crc32c":""#))
        #expect(try Story(record: read(written)) == story)
    }

    @Test func theChecksumCoversEveryByteBeforeItself() throws {
        let written = line(sampleStory(3))
        let covered = try #require(written.range(of: #","_crc32c":""#)).lowerBound
        let expected = checksum(Array(written[..<covered].utf8))
        let digits = String(written.dropLast(3).suffix(8))
        #expect(UInt32(digits, radix: 16) == expected)
        #expect(written.hasSuffix("\"}\n"))
    }

    @Test func sightingsAndRevisionsReadBack() throws {
        var sighting = sampleSighting(of: 1)
        let written = line(sighting)
        #expect(
            try read(written).members.map(\.key.string) == [
                "story", "seen", "url", "title", "source", "feed", "reason", "similarity",
                "_crc32c",
            ])
        sighting.similarity = 0.93
        #expect(try Sighting(record: read(written)) == sighting)

        let revision = Revision(
            story: sampleID(1), seen: noon, title: "New", contentText: "", summary: nil)
        let line = line(revision)
        #expect(
            line.contains(#""title":"New","content_text":"","changed":["title","content_text"]"#))
        #expect(try Revision(record: read(line)) == revision)
    }

    @Test func anIdentityIsReadWithoutTheRest() throws {
        var story = sampleStory(4)
        story.tags = ["t"]
        let found = try Story(record: read(line(story)), detail: .identity)
        story.tags = []
        story.topics = []
        #expect(found == story)
    }

    @Test(arguments: [
        "{}", #"{"id":"x"}"#, #"{"id":"0000000000000000"}"#,
        #"{"id":"0000000000000000","_feedwatch":{"v":2,"stored":"2026-11-21T12:00:00Z"}}"#,
        #"{"id":"0000000000000000","_feedwatch":{"v":1,"stored":"yesterday"}}"#, "[]", "3",
    ])
    func whatIsNoStoryIsRefused(text: String) throws {
        let value = try read(text)
        #expect(throws: RecordError.self) { _ = try Story(record: value) }
    }

    @Test func aChecksumIsFoundOnlyAtTheEnd() {
        var json = JSONWriter()
        sampleStory(5).writeLine(to: &json)
        let whole = Array(json.bytes.dropLast())
        #expect(whole.withUnsafeBufferPointer { LineChecksum.isIntact($0) })
        for length in 0..<whole.count {
            #expect(!whole[..<length].withUnsafeBufferPointer { LineChecksum.isIntact($0) })
        }
        for index in whole.indices {
            var flipped = whole
            flipped[index] ^= 0x01
            #expect(!flipped.withUnsafeBufferPointer { LineChecksum.isIntact($0) })
        }
    }

    @Test func locationsAreEightBytes() {
        let location = StoryLocation(
            kind: .revisions, day: noon.day, offset: 123_456_789_012, length: 0)
        #expect(StoryLocation(packed: location.packed) == location)
        #expect(StoryLocation(packed: 3 << 46) == nil)
    }
}
