// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import Polling
internal import StoryStore

/// An answer after everything that needs nothing but the answer: parsed, compared with the last
/// window and matched.
struct ProcessedPoll: Sendable {
    /// The poll.
    var job: PollJob
    /// What the schedule will be told, but for the books.
    var result: PollResult
    /// The feed's title; empty without a document.
    var feedTitle = UTF8Text()
    /// The entries that may change the store, in the order of the document.
    var candidates: [Candidate] = []
    /// What became of the other entries.
    var books = Books()
    /// The new entries of no topic that lack one clause of some, where those are asked for.
    var nearMisses: [NearMissedEntry] = []
    /// What came over the wire, in bytes.
    var wireBytes = 0
    /// How long the exchange took.
    var duration = Duration.zero
    /// Why there is no document, in words; empty when there is one.
    var failure = ""
}

/// An entry that may change the store.
struct Candidate: Sendable {
    /// The entry.
    var entry: Entry
    /// What it is known by.
    var identity: EntryIdentity
    /// Its title and text in words.
    var text: EntryText
    /// What is stored of it if it is new; nil for an entry of no topic, which the feed had before
    /// with other text: it may be a revision of a story all the same.
    var story: StoryCandidate?
    /// Whether the feed's last window had it.
    var wasShown: Bool
}

/// A story that is made ready to be stored, but for its identifier and time.
struct StoryCandidate: Sendable {
    var story: Story
    var draft: StoryDraft

    init(_ story: Story) {
        self.story = story
        draft = StoryDraft(story)
    }
}
