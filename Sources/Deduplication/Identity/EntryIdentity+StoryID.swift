// SPDX-License-Identifier: Apache-2.0

internal import Checksums
public import FeedModel
internal import Text

extension EntryIdentity {
    /// The identifier that the entry gets if it becomes a story: of its canonical URL; where it has
    /// none of its own, of feed and guid; else of its title and text.
    public func storyID(of entry: Entry, feedURL: UTF8Text) -> StoryID {
        if let canonicalURL { return Self.storyID(of: canonicalURL.text) }
        let name =
            if !guid.isEmpty {
                Array("g:".utf8) + feedURL.bytes + [0x0A] + guid.bytes
            } else {
                Array("t:".utf8) + folded(entry.title, foldsHan: true) + [0x0A]
                    + folded(entry.body, foldsHan: true)
            }
        return StoryID(digest: SHA256.digest(of: name))
    }

    /// The identifier of the story at a canonical URL.
    static func storyID(of canonicalURL: UTF8Text) -> StoryID {
        StoryID(digest: SHA256.digest(of: Array("u:".utf8) + canonicalURL.bytes))
    }
}
