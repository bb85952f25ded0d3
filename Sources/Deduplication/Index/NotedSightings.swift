// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Which copies have a sighting, so that none gets a second one, and what they are copies of, so
/// that they are recognised after the story has left the window.
struct NotedSightings: Sendable {
    private var noted: Set<IdentityKey> = []
    private var counts: [IdentityKey: UInt8] = [:]
    private var copies: [IdentityKey: StoryID] = [:]

    /// Sightings of a story in one feed, at most: some feeds change all their URLs at every fetch.
    private static let limit = 8

    /// What was added, to be taken back.
    struct Addition: Sendable {
        fileprivate var noted: IdentityKey
        fileprivate var feed: IdentityKey
        fileprivate var copy: IdentityKey?
    }

    /// Notes `sighting`, whose title has these words; nil when that changed nothing.
    mutating func insert(_ sighting: Sighting, title: WordList) -> Addition? {
        let feed = IdentityKey.feed(sighting.feed.url)
        let key = Self.key(sighting.story, feed: feed, url: sighting.url)
        guard noted.insert(key).inserted else { return nil }
        var addition = Addition(noted: key, feed: Self.key(sighting.story, feed: feed), copy: nil)
        counts[addition.feed, default: 0] = (counts[addition.feed] ?? 0) &+ 1
        if let url = CanonicalURL(sighting.url) {
            let alias = Self.alias(url, title: title)
            if copies[alias] == nil {
                copies[alias] = sighting.story
                addition.copy = alias
            }
        }
        return addition
    }

    /// Takes back what `insert` did last.
    mutating func remove(_ addition: Addition) {
        noted.remove(addition.noted)
        counts[addition.feed] = (counts[addition.feed] ?? 1) &- 1
        if let copy = addition.copy { copies[copy] = nil }
    }

    /// Whether a copy of `story` at `url` in `feed` needs no sighting.
    func contains(_ story: StoryID, feed: UInt64, url: UTF8Text) -> Bool {
        noted.contains(Self.key(story, feed: feed, url: url))
            || Int(counts[Self.key(story, feed: feed)] ?? 0) >= Self.limit
    }

    /// The story that the page `url` under the title `title` is a copy of. With the title, since
    /// some sites put everything at one URL.
    func story(copiedAt url: CanonicalURL, title: WordList) -> StoryID? {
        copies[Self.alias(url, title: title)]
    }

    private static func alias(_ url: CanonicalURL, title: WordList) -> IdentityKey {
        IdentityKey(.alias, url.text, in: UInt64(Fingerprint.half(title.words)) << 32)
    }

    private static func key(_ story: StoryID, feed: UInt64, url: UTF8Text) -> IdentityKey {
        IdentityKey(.noted, CanonicalURL(url)?.text ?? url, in: key(story, feed: feed).hash)
    }

    private static func key(_ story: StoryID, feed: UInt64) -> IdentityKey {
        IdentityKey(.noted, story.high ^ UInt64(story.low) << 48, in: feed)
    }
}
