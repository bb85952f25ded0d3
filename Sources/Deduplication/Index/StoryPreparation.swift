// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Makes stored stories ready for an index: what takes time and needs no index. One for each
/// thread.
public struct StoryPreparation: Sendable {
    var scanner = EntryScanner()
    /// When the window begins; nil where no near-duplicates are looked for.
    private let oldest: Instant?

    init(oldest: Instant?) {
        self.oldest = oldest
    }

    /// What the index keeps of `story`, whose record is at `location`.
    public mutating func prepare(_ story: Story, location: UInt64) -> PreparedStory {
        let isRecent = oldest.map { story.stored >= $0 } ?? false
        let fingerprint =
            Fingerprint(hexadecimal: story.fingerprint) ?? scanner.text(of: story).fingerprint
        let record = StoryRecord(story, fingerprint: fingerprint, location: location)
        return PreparedStory(
            record: record, sharedURL: record.sharedURL(of: story),
            body: isRecent ? scanner.words(of: story.body) : WordList())
    }
}

/// A stored story as an index takes it in.
public struct PreparedStory: Sendable {
    let record: StoryRecord
    /// Its URL, if its feed gives that to several entries.
    let sharedURL: IdentityKey?
    /// The words of its text; none for a story that has left the window.
    let body: WordList
}
