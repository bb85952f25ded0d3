// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import Testing

@testable import StoryStore

@Suite struct StoryDraftTests {
    /// A story with as little as there may be, one with a bit of everything, and one whose texts
    /// look like the members that are put in their place.
    private static var stories: [Story] {
        var small = Story(id: sampleID(1), stored: noon, feed: FeedReference(url: ""))
        small.title = "-"
        var full = sampleStory(
            2, text: "\u{0}\"id\":\"\\\n日本" + String(repeating: "x\"", count: 9000))
        full.contentHTML = "<p>\"stored\":\"2026-11-21T20:31:07.123Z\"</p>"
        full.summary = "\"_feedwatch\":{\"v\":1,\"stored\":\""
        (full.published, full.modified) = (noon, tomorrow)
        full.tags = ["a", "b\u{7}"]
        full.language = "ja"
        return [small, full, sampleStory(3)]
    }

    @Test func givesTheLineOfTheStory() {
        for story in Self.stories {
            var expected = JSONWriter()
            story.writeLine(to: &expected)
            var unknown = story
            unknown.id = sampleID(99)
            unknown.stored = Instant(milliseconds: 0)
            let draft = StoryDraft(unknown)
            var time: [UInt8] = []
            story.stored.appendRFC3339(to: &time, fraction: true)
            // Behind another line, and twice.
            var json = JSONWriter()
            for _ in 0..<2 {
                draft.writeLine(to: &json, id: story.id, stored: time.span)
            }
            #expect(json.bytes == expected.bytes + expected.bytes)
        }
    }

    @Test func aBatchOfDraftsIsStoredAlike() throws {
        let (drafted, plain) = (TemporaryStore(), TemporaryStore())
        for (store, isDrafted) in [(drafted, true), (plain, false)] {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            var batch = StoryBatch(stories: Self.stories)
            if isDrafted { batch.drafts = batch.stories.map { StoryDraft($0) } }
            let locations = try writer.append(&batch, now: tomorrow)
            for (story, location) in zip(batch.stories, locations) {
                #expect(try writer.read(location) == story)
            }
        }
        let name = "stories/2026/11/2026-11-22.jsonl"
        #expect(drafted.bytes(name) == plain.bytes(name))
        #expect(try drafted.damages().isEmpty)
    }
}
