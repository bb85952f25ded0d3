// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// What is kept of a story of the window, besides its sketch.
struct StoryRecord: Sendable {
    let id: StoryID
    /// When it was stored.
    let stored: Instant
    /// Where its record is; meaningless in a batch that is not stored.
    var location: UInt64
    /// The key of its feed.
    let feed: UInt64
    /// The fingerprint that it was stored with.
    let fingerprint: Fingerprint
    /// Its page, unless its feed gives that to several entries.
    private(set) var url: IdentityKey?
    /// Its guid, unless that is its page.
    private(set) var guid: IdentityKey?

    /// The record of `story`.
    init(_ story: Story, fingerprint: Fingerprint, location: UInt64) {
        id = story.id
        stored = story.stored
        self.location = location
        feed = IdentityKey.feed(story.feed.url)
        self.fingerprint = fingerprint
        let page = CanonicalURL(story.url)
        if let page, story.id == EntryIdentity.storyID(of: page.text) {
            url = IdentityKey(url: page)
        }
        guid = IdentityKey(guid: story.guid, feed: feed)
        if guid == url { guid = nil }
    }

    /// Its title and text.
    var text: IdentityKey { IdentityKey(.text, fingerprint.value) }

    /// All keys that it is found by.
    var keys: [IdentityKey] { [url, guid, text].compactMap(\.self) }
}
