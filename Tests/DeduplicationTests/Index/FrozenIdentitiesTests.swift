// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct FrozenIdentitiesTests {
    static func story(_ number: Int) -> Story {
        let page = "https://example.org/story/\(number)"
        let url = UTF8Text(page)
        let canonical = CanonicalURL(url)?.text ?? url
        var story = Story(
            id: EntryIdentity.storyID(of: canonical), stored: day(Int64(number / 50)),
            feed: FeedReference(url: UTF8Text("https://example.org/feed/\(number % 7)")))
        story.url = url
        story.guid = UTF8Text("\(number)")
        story.title = UTF8Text("Story number \(number)")
        story.contentText = UTF8Text("It says \(number) and little else that anyone would read.")
        let entry = Entry(title: story.title.string, text: story.contentText.string)
        story.fingerprint = Fingerprint(of: entry).text
        return story
    }

    static let stories = (0..<(FrozenIdentities.capacity + 500)).map(Self.story)

    @Test func findsEveryKeyInSixteenBytesAStory() throws {
        let records = (0..<FrozenIdentities.capacity).map { number in
            let story = Self.stories[number]
            let fingerprint = Fingerprint(hexadecimal: story.fingerprint)
            return StoryRecord(
                story, fingerprint: fingerprint ?? Fingerprint(title: 0, body: 0),
                // A line of some 3,000 bytes, a file a day.
                location: UInt64(number / 50) << 32 | UInt64(number % 50) * 3000)
        }
        let frozen = FrozenIdentities(records[...])
        #expect(frozen.byteCount <= 16 * records.count)
        var wrong = 0
        for record in records[..<2000] {
            #expect(record.keys.count == 3)
            for key in record.keys {
                let locations = frozen.locations(of: key)
                #expect(locations.contains(record.location))
                wrong += locations.count - 1
            }
        }
        #expect(wrong < 20)
        let strangers = (0..<10_000).count {
            !frozen.locations(of: IdentityKey(.guid, UTF8Text("stranger \($0)"))).isEmpty
        }
        #expect(strangers < 50)
    }

    /// Records of stories `numbers`, made without texts, since those take their time.
    private static func records(_ numbers: Range<Int>) -> [StoryRecord] {
        numbers.map { number in
            var story = Story(
                id: StoryID(digest: [UInt8](repeating: 1, count: 32)), stored: day(0),
                feed: FeedReference(url: "https://example.org/feed"))
            story.guid = UTF8Text("\(number)")
            return StoryRecord(
                story, fingerprint: Fingerprint(title: 1, body: UInt32(number)),
                location: UInt64(number / 50) << 32 | UInt64(number % 50) * 3000)
        }
    }

    /// Five blocks are two: one of four and one.
    @Test func blocksAreMergedAndAnswerAsBefore() {
        let records = Self.records(0..<(FrozenIdentities.capacity * 5))
        var blocks: [FrozenIdentities] = []
        for first in stride(from: 0, to: records.count, by: FrozenIdentities.capacity) {
            let block = records[first..<(first + FrozenIdentities.capacity)]
            FrozenIdentities.append(FrozenIdentities(block), to: &blocks)
        }
        #expect(blocks.map(\.storyCount) == [4, 1].map { $0 * FrozenIdentities.capacity })
        #expect(blocks.reduce(0) { $0 + $1.byteCount } <= 16 * records.count)
        var wrong = 0
        for record in records where record.location % 7 == 0 {
            for key in record.keys {
                let locations = blocks.flatMap { $0.locations(of: key) }
                #expect(locations.contains(record.location))
                wrong += locations.count - 1
            }
        }
        #expect(wrong < records.count / 100)
    }

    /// Stories that share a key are found in the order of storing, whatever was merged.
    @Test func theOldestOfOneKeyComesFirst() {
        var records = Self.records(0..<(FrozenIdentities.capacity * 2))
        let shared = Self.records(0..<1)[0]
        for number in [70, 9000, 20_000, 32_000] {
            records[number] = shared
            records[number].location = UInt64(number) << 24
        }
        var blocks: [FrozenIdentities] = []
        for first in [0, FrozenIdentities.capacity] {
            let block = records[first..<(first + FrozenIdentities.capacity)]
            FrozenIdentities.append(FrozenIdentities(block), to: &blocks)
        }
        #expect(blocks.count == 1)
        let wanted = [0] + [70, 9000, 20_000, 32_000].map { UInt64($0) << 24 }
        for key in shared.keys {
            let found = blocks[0].locations(of: key).filter { wanted.contains($0) }
            #expect(found == wanted)
        }
    }

    /// Of more stories than the window may have, the oldest leave it: copies of theirs are no
    /// longer found, but they themselves are known.
    @Test func aFullWindowLosesCopiesOfTheOldestOnly() {
        let stories = Self.stories
        let limit = FrozenIdentities.capacity
        var index = DuplicateIndex(similarity: 0.65, window: .seconds(86_400), capacity: limit)
        for (number, story) in stories.enumerated() {
            var story = story
            story.stored = day(0)
            index.restore(story, location: UInt64(number) * 3000, now: day(0))
        }
        index.expire(now: day(0))
        func judge(_ number: Int, _ change: (inout Entry) -> Void) -> String {
            let story = stories[number]
            var entry = Entry(
                url: story.url.string, guid: story.guid.string, title: story.title.string,
                text: story.contentText.string)
            change(&entry)
            let identity = EntryIdentity.identities(of: [entry], feedURL: story.feed.url)[0]
            var scanner = EntryScanner()
            return index.judge(
                entry, identity, text: scanner.text(of: entry), feedURL: story.feed.url,
                now: day(0)
            ) {
                var story = stories[Int($0 / 3000)]
                story.stored = day(0)
                return story
            }.name
        }
        for number in [0, 250, 499, 500, stories.count - 1] {
            #expect(judge(number) { _ in } == "known")
            let copied = judge(number) {
                $0.url = UTF8Text("https://copy.example/\(number)")
                $0.guid = "copy"
                $0.title = UTF8Text("Number \(number) of the stories")
            }
            #expect(copied == (number < stories.count - limit ? "new" : "near"))
        }
    }

    /// Stories older than the window are found again by each of their keys, and revised.
    @Test func oldStoriesKeepTheirIdentity() throws {
        let stories = Self.stories
        var index = DuplicateIndex(similarity: 0.65, window: .seconds(86_400))
        let now = day(2000)
        for (number, story) in stories.enumerated() {
            index.restore(story, location: UInt64(number) * 3000, now: now)
        }
        index.expire(now: now)
        #expect(index.frozen.count == 1)
        #expect(index.records.count == 500)
        for number in stride(from: 0, to: stories.count, by: 997) {
            let story = stories[number]
            var entry = Entry(
                url: story.url.string, guid: story.guid.string, title: story.title.string,
                text: story.contentText.string)
            let reread = { (location: UInt64) in stories[Int(location / 3000)] as Story? }
            func judge(_ entry: Entry, _ feed: UTF8Text) -> Verdict {
                let identity = EntryIdentity.identities(of: [entry], feedURL: feed)[0]
                var scanner = EntryScanner()
                return index.judge(
                    entry, identity, text: scanner.text(of: entry), feedURL: feed, now: now,
                    reread: reread)
            }
            #expect(judge(entry, story.feed.url) == .known(story.id))
            entry.title = "Another title"
            #expect(judge(entry, story.feed.url) == .revision(story.id, .title))
            entry.title = story.title
            entry.url = "https://example.org/moved"
            #expect(judge(entry, story.feed.url) == .known(story.id))
            entry.guid = "other"
            #expect(
                judge(entry, "https://other.example/")
                    == .sighting(story.id, .text, similarity: 1, isNoted: false))
        }
    }
}
