// SPDX-License-Identifier: Apache-2.0

internal import Checksums
public import FeedModel

extension EntryIdentity {
    /// The identifier that the entry gets if it becomes a story: of its canonical URL; where it has
    /// none of its own, of feed and guid; else of its title and text.
    public func storyID(of entry: Entry, feedURL: UTF8Text) -> StoryID {
        if let canonicalURL { return Self.storyID(of: canonicalURL.text) }
        var name: [UInt8] = []
        if !guid.isEmpty {
            name = Array("g:".utf8) + feedURL.bytes + [0x0A] + guid.bytes
        } else {
            name = Array("t:".utf8) + entry.title.bytes + [0x0A] + entry.body.bytes
        }
        return StoryID(digest: SHA256.digest(of: name))
    }

    /// The identifier of the story at a canonical URL.
    static func storyID(of canonicalURL: UTF8Text) -> StoryID {
        StoryID(digest: SHA256.digest(of: Array("u:".utf8) + canonicalURL.bytes))
    }
}
