// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation

@testable import StoryStore

/// 2026-11-21T12:00:00Z.
let noon = Instant(seconds: 1_795_262_400)
let tomorrow = noon + .seconds(86_400)

func sampleID(_ number: Int) -> StoryID {
    let digest = (0..<10).map { UInt8(truncatingIfNeeded: (number + 1) * (7 * $0 + 3)) }
    return StoryID(digest: digest.dropLast() + [digest[9] ^ UInt8(number >> 8)])
}

/// A short story; equal numbers give equal stories.
func sampleStory(_ number: Int, text: String? = nil) -> Story {
    var story = Story(
        id: sampleID(number), stored: noon,
        feed: FeedReference(url: "https://example.org/feed", title: "Example"))
    story.url = UTF8Text("https://example.org/story/\(number)")
    story.title = UTF8Text("Story \(number)")
    story.contentText = UTF8Text(text ?? "The text of story \(number), \"quoted\".\n日本")
    story.guid = UTF8Text("guid-\(number)")
    story.canonicalURL = UTF8Text("example.org/story/\(number)")
    story.source = "example.org"
    story.topics = [
        TopicVerdict(
            name: "topic", score: 1,
            matches: [TermMatch(term: "story", field: .title, start: 0, end: 5)])
    ]
    return story
}

func sampleSighting(of number: Int) -> Sighting {
    Sighting(
        story: sampleID(number), seen: noon, url: "https://other.example/copy", title: "A copy",
        source: "other.example", feed: FeedReference(url: "https://other.example/feed"),
        reason: .near, similarity: 0.934)
}

func sampleRevision(of number: Int) -> Revision {
    Revision(story: sampleID(number), seen: noon, title: "A new title")
}

extension StoryWriter {
    /// Appends and announces stories.
    @discardableResult
    mutating func store(
        _ stories: [Story], at now: Instant = noon
    ) throws(StoreError) -> [StoryLocation] {
        var batch = StoryBatch(stories: stories)
        let locations = try append(&batch, now: now)
        try announce(zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
        return locations
    }

    /// Announces what the start found unannounced.
    mutating func catchUp() throws(StoreError) {
        var stories: [StoredStory] = []
        for location in recovery.unannounced {
            if let story = try read(location) {
                stories.append(StoredStory(story: story, location: location))
            }
        }
        try announce(stories)
    }
}

let segment = "stories/2026/11/2026-11-21.jsonl"
