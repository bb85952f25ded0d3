// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct NotedSightingsTests {
    static func sighting(_ number: Int, of story: Int, feed: String = "https://b.example/feed")
        -> Sighting
    {
        let url = UTF8Text("https://b.example/\(number)")
        return Sighting(
            story: StoryID(digest: [UInt8](repeating: UInt8(story), count: 32)), seen: day(0),
            url: url, title: "A copy",
            source: "b.example", feed: FeedReference(url: UTF8Text(feed)), reason: .near,
            similarity: 0.9)
    }

    static func isNoted(_ sighting: Sighting, in sightings: NotedSightings) -> Bool {
        sightings.contains(
            sighting.story, feed: IdentityKey.feed(sighting.feed.url), url: sighting.url)
    }

    static func original(of sighting: Sighting, in sightings: NotedSightings) -> StoryID? {
        var scanner = EntryScanner()
        return CanonicalURL(sighting.url).flatMap {
            sightings.story(copiedAt: $0, title: scanner.words(of: sighting.title))
        }
    }

    @Test func theOldestAreForgottenWithAllThatIsKnownOfThem() {
        var scanner = EntryScanner()
        var sightings = NotedSightings(capacity: 10)
        let title = scanner.words(of: "A copy")
        // Eight of one story in one feed: no more are wanted.
        for number in 0..<8 { _ = sightings.insert(Self.sighting(number, of: 1), title: title) }
        #expect(Self.isNoted(Self.sighting(99, of: 1), in: sightings))
        for number in 8..<12 { _ = sightings.insert(Self.sighting(number, of: 2), title: title) }
        for number in 0..<2 {
            let old = Self.sighting(number, of: 1)
            #expect(!Self.isNoted(old, in: sightings))
            #expect(Self.original(of: old, in: sightings) == nil)
        }
        #expect(!Self.isNoted(Self.sighting(99, of: 1), in: sightings))
        for number in 2..<12 {
            let sighting = Self.sighting(number, of: number < 8 ? 1 : 2)
            #expect(Self.isNoted(sighting, in: sightings))
            #expect(Self.original(of: sighting, in: sightings) == sighting.story)
        }
    }

    @Test func whatIsTakenBackBringsTheForgottenBack() {
        var scanner = EntryScanner()
        var sightings = NotedSightings(capacity: 10)
        let title = scanner.words(of: "A copy")
        for number in 0..<10 { _ = sightings.insert(Self.sighting(number, of: 1), title: title) }
        let additions = (10..<25).compactMap {
            sightings.insert(Self.sighting($0, of: 2), title: title)
        }
        #expect(additions.count == 15)
        #expect(!Self.isNoted(Self.sighting(0, of: 1), in: sightings))
        for addition in additions.reversed() { sightings.remove(addition) }
        for number in 0..<10 {
            let sighting = Self.sighting(number, of: 1)
            #expect(Self.isNoted(sighting, in: sightings))
            #expect(Self.original(of: sighting, in: sightings) == sighting.story)
        }
        #expect(Self.isNoted(Self.sighting(99, of: 1), in: sightings))
        #expect(!Self.isNoted(Self.sighting(99, of: 2), in: sightings))
        #expect(Self.original(of: Self.sighting(12, of: 2), in: sightings) == nil)
    }
}
