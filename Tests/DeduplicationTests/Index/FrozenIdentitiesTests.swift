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
