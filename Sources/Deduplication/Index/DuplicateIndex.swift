// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// All that is stored, as far as it takes to tell what is new. For one thread.
///
/// It holds nothing of its own: whoever feeds it all stories, sightings and revisions of a store,
/// each in the order of storing, has an index that judges alike. What is added between two calls of
/// `commit` is a batch: it counts at once, so that a batch has nothing twice, and is taken back by
/// `rollback` when it could not be written.
public struct DuplicateIndex: ~Copyable, Sendable {
    let similarity: Double?
    let window: Duration
    let capacity: Int

    var near = NearDuplicateIndex()
    var scanner = EntryScanner()
    /// The stories of the window and the latest to leave it, in the order of storing. The ordinal
    /// of the first is `base`.
    var records: [StoryRecord] = []
    var base: UInt32 = 1
    /// Where the keys of `records` lead; the first story to have a key keeps it.
    var identities = PostingTable()
    /// The older stories.
    var frozen: [FrozenIdentities] = []
    /// URLs that a feed gives to several entries, known by the identifiers of its stories: of the
    /// latest such stories.
    var sharedURLs = BoundedMap<IdentityKey, Void>(capacity: 1 << 16)
    var sightings = NotedSightings()
    /// What the latest revisions changed. Of a story whose revision was forgotten, the version that
    /// its feed has is written once more.
    var revised = BoundedMap<StoryID, Revised>(capacity: 1 << 18)
    /// When the counts of recurring sentences were turned last.
    var turned: Instant?

    /// The stories of the batch, the last ones of `records`, with the words of their texts.
    var pending: [(story: Story, text: EntryText)] = []
    /// Stories that were stored before this were removed, and nothing of them is left but what they
    /// are known by: an entry that is one of them is known, whatever became of its text.
    public var removedBefore: Instant = Instant(milliseconds: .min)

    /// How to undo the rest of the batch.
    var pendingSightings: [NotedSightings.Addition] = []
    var pendingRevisions: [BoundedMap<StoryID, Revised>.Change] = []
    var pendingSharedURLs: [BoundedMap<IdentityKey, Void>.Change] = []
    /// A buffer kept from search to search.
    var found: [UInt32] = []

    /// How many stories the window has at most, unless told otherwise: about 300 MB. Of more, the
    /// oldest leave it early, and near-duplicates of theirs are no longer found; every story's
    /// identity is kept.
    public static let defaultCapacity = 1 << 18

    /// An empty index.
    ///
    /// - Parameters:
    ///   - similarity: The larger of resemblance and containment from which a text may be a copy,
    ///     nil for never.
    ///   - window: How far back such copies are looked for.
    ///   - capacity: How many stories the window has at most.
    public init(similarity: Double?, window: Duration, capacity: Int = Self.defaultCapacity) {
        self.similarity = similarity
        self.window = window
        self.capacity = capacity
    }

    /// Takes in a story that is stored. `location` is the caller's, to find the record again; that
    /// locations grow keeps the index small. `now` tells whether it is in the window.
    public mutating func restore(_ story: Story, location: UInt64, now: Instant) {
        var preparation = preparation(now: now)
        swap(&preparation.scanner, &scanner)
        let prepared = preparation.prepare(story, location: location)
        swap(&preparation.scanner, &scanner)
        restore(prepared, now: now)
    }

    /// What makes stories ready to be taken in, on any thread.
    public func preparation(now: Instant) -> StoryPreparation {
        StoryPreparation(oldest: similarity == nil ? nil : now - window)
    }

    /// Takes in a story that is stored.
    public mutating func restore(_ story: PreparedStory, now: Instant) {
        turnSentences(now: story.record.stored)
        if let shared = story.sharedURL { sharedURLs.set(shared, ()) }
        append(story.record, own: own(story.body, story.record))
        near.learn(story.body, feed: story.record.feed)
        if records.count.isMultiple(of: FrozenIdentities.capacity) { expire(now: now) }
    }

    /// Takes in a sighting that is stored.
    public mutating func restore(_ sighting: Sighting) {
        _ = sightings.insert(sighting, title: scanner.words(of: sighting.title))
    }

    /// Takes in a revision that is stored, after those before it.
    public mutating func restore(_ revision: Revision) {
        _ = note(revision)
    }

    /// Notes what `revision` changed, and gives how to take that back.
    mutating func note(_ revision: Revision) -> BoundedMap<StoryID, Revised>.Change {
        let title = revision.title.map { Fingerprint.half(scanner.words(of: $0).words) }
        // A story without content has its summary for text.
        let text = revision.contentText ?? revision.summary
        let body = text.map { Fingerprint.half(scanner.words(of: $0).words) }
        var latest = revised[revision.story] ?? Revised()
        latest.apply(title: title, body: body)
        return revised.set(revision.story, latest)
    }

    /// Lets go of what only the window needs, to be called now and then.
    public mutating func expire(now: Instant) {
        turnSentences(now: now)
        let limit = records.count - pending.count
        let old = records[..<limit].firstIndex { $0.stored >= now - window } ?? limit
        let expired = max(old, limit - capacity)
        near.expire(before: base + UInt32(expired))
        for _ in 0..<(expired / FrozenIdentities.capacity) { freeze() }
    }

    /// Appends a story and its keys. `own` are the words to find it by.
    mutating func append(_ record: StoryRecord, own: [Word]) {
        let ordinal = base + UInt32(records.count)
        let newKeys = record.keys.filter { self.ordinal(of: $0) == nil }
        identities.insert(newKeys.map(\.tag), ordinal: ordinal)
        // By a quarter: twice what is needed would be more than the sketches are.
        if records.count == records.capacity {
            records.reserveCapacity(records.count + records.count / 4 + 64)
        }
        records.append(record)
        near.insert(own)
    }

    /// The first story of `records` to have `key`.
    mutating func ordinal(of key: IdentityKey) -> UInt32? {
        found.removeAll(keepingCapacity: true)
        identities.stories(with: key.tag, into: &found)
        return found.filter { records[Int($0 - base)].has(key) }.min()
    }

    /// The words of `body` that a story of the window is found by.
    func own(_ body: WordList, _ record: StoryRecord) -> [Word] {
        similarity == nil ? [] : near.own(body, feed: record.feed)
    }

    /// Packs the oldest records.
    private mutating func freeze() {
        FrozenIdentities.append(
            FrozenIdentities(records[..<FrozenIdentities.capacity]), to: &frozen)
        records.removeFirst(FrozenIdentities.capacity)
        base += UInt32(FrozenIdentities.capacity)
        identities.expire(before: base)
    }

    private mutating func turnSentences(now: Instant) {
        if let turned, now < turned + window / 2 { return }
        turned = now
        near.turnSentences()
    }
}
