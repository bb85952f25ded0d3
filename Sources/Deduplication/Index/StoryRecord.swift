// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// What is kept of a story of the window besides its sketch: 64 bytes.
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
    /// The hashes of `url` and `guid`; 0 for none.
    private let urlHash: UInt64
    private let guidHash: UInt64

    /// The record of `story`.
    init(_ story: Story, fingerprint: Fingerprint, location: UInt64) {
        id = story.id
        stored = story.stored
        self.location = location
        feed = IdentityKey.feed(story.feed.url)
        self.fingerprint = fingerprint
        // A page of its own has given it its identifier.
        let page = Self.page(of: story)
        let isOwn = page.map { story.id == EntryIdentity.storyID(of: $0) } ?? false
        urlHash = isOwn ? page.map { IdentityKey(.url, $0).hash } ?? 0 : 0
        let guid = IdentityKey(guid: story.guid, feed: feed)?.hash ?? 0
        guidHash = guid == urlHash ? 0 : guid
    }

    /// Its page, unless its feed gives that to several entries.
    var url: IdentityKey? { urlHash == 0 ? nil : IdentityKey(hash: urlHash) }
    /// Its guid, unless that is its page.
    var guid: IdentityKey? { guidHash == 0 ? nil : IdentityKey(hash: guidHash) }
    /// Its title and text.
    var text: IdentityKey { IdentityKey(.text, fingerprint.value) }

    /// All keys that it is found by.
    var keys: [IdentityKey] { [url, guid, text].compactMap(\.self) }

    /// Whether it is found by `key`.
    func has(_ key: IdentityKey) -> Bool { key == url || key == guid || key == text }

    /// The URL of `story`, whose record this is, as one that its feed gives to several entries; nil
    /// where it is the story's own, or there is none.
    func sharedURL(of story: Story) -> IdentityKey? {
        guard url == nil, let page = CanonicalURL(story.url) else { return nil }
        return IdentityKey(.shared, page.text, in: feed)
    }

    /// The canonical URL that is written in the record of `story`, else that of its URL.
    private static func page(of story: Story) -> UTF8Text? {
        story.canonicalURL.isEmpty ? CanonicalURL(story.url)?.text : story.canonicalURL
    }
}
