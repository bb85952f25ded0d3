// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Which copies have a sighting, so that none gets a second one, and what they are copies of, so
/// that they are recognised after the story has left the window. Of the latest sightings: an older
/// copy that is polled again gets another sighting, or is judged by its text.
struct NotedSightings: Sendable {
    private var noted: BoundedMap<IdentityKey, Note>
    /// Sightings of a story in a feed, and what a page is a copy of: of those in `noted`.
    private var counts: [IdentityKey: UInt32] = [:]
    private var copies: [IdentityKey: StoryID] = [:]

    /// Sightings of a story in one feed, at most: some feeds change all their URLs at every fetch.
    private static let limit: UInt32 = 8
    /// Sightings that are remembered, unless told otherwise: about 30 MB.
    static let defaultCapacity = 1 << 18

    /// Where a sighting counts.
    fileprivate struct Note: Sendable {
        let feed: IdentityKey
        /// The page, if it was the first sighting of it, and the story.
        let copy: IdentityKey?
        let story: StoryID
    }

    /// What was added, to be taken back.
    struct Addition: Sendable {
        fileprivate let change: BoundedMap<IdentityKey, Note>.Change
        fileprivate let note: Note
    }

    /// None. At most `capacity` will be remembered.
    init(capacity: Int = Self.defaultCapacity) {
        noted = BoundedMap(capacity: capacity)
    }

    /// Notes `sighting`, whose title has these words; nil when that changed nothing.
    mutating func insert(_ sighting: Sighting, title: WordList) -> Addition? {
        let feed = IdentityKey.feed(sighting.feed.url)
        let key = Self.key(sighting.story, feed: feed, url: sighting.url)
        guard noted[key] == nil else { return nil }
        let alias = CanonicalURL(sighting.url).map { Self.alias($0, title: title) }
        let note = Note(
            feed: Self.key(sighting.story, feed: feed),
            copy: alias.flatMap { copies[$0] == nil ? $0 : nil }, story: sighting.story)
        let change = noted.set(key, note)
        count(note)
        if let evicted = change.evicted { discount(evicted.value) }
        return Addition(change: change, note: note)
    }

    /// Takes back what `insert` did last.
    mutating func remove(_ addition: Addition) {
        if let evicted = addition.change.evicted { count(evicted.value) }
        discount(addition.note)
        noted.undo(addition.change)
    }

    /// Whether a copy of `story` at `url` in `feed` needs no sighting.
    func contains(_ story: StoryID, feed: UInt64, url: UTF8Text) -> Bool {
        noted[Self.key(story, feed: feed, url: url)] != nil
            || counts[Self.key(story, feed: feed)] ?? 0 >= Self.limit
    }

    /// The story that the page `url` under the title `title` is a copy of. With the title, since
    /// some sites put everything at one URL.
    func story(copiedAt url: CanonicalURL, title: WordList) -> StoryID? {
        copies[Self.alias(url, title: title)]
    }

    private mutating func count(_ note: Note) {
        counts[note.feed, default: 0] += 1
        if let copy = note.copy { copies[copy] = note.story }
    }

    private mutating func discount(_ note: Note) {
        let rest = (counts[note.feed] ?? 1) - 1
        counts[note.feed] = rest == 0 ? nil : rest
        if let copy = note.copy { copies[copy] = nil }
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
