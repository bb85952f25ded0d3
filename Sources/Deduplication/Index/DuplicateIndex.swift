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

    var near = NearDuplicateIndex()
    /// The stories of the window and the latest to leave it, in the order of storing. The ordinal
    /// of the first is `base`.
    var records: [StoryRecord] = []
    var base: UInt32 = 1
    /// Where the keys of `records` lead; the first story to have a key keeps it.
    var ordinals: [IdentityKey: UInt32] = [:]
    /// The older stories.
    var frozen: [FrozenIdentities] = []
    /// URLs that a feed gives to several entries, known by the identifiers of its stories.
    var sharedURLs: Set<IdentityKey> = []
    var sightings = NotedSightings()
    var revised: [StoryID: Revised] = [:]
    /// When the counts of recurring sentences were turned last.
    var turned: Instant?

    /// The stories of the batch, the last ones of `records`.
    var pending: [Story] = []
    /// Stories that were stored before this were removed, and nothing of them is left but what they
    /// are known by: an entry that is one of them is known, whatever became of its text.
    public var removedBefore: Instant = Instant(milliseconds: .min)

    /// How to undo the rest of the batch.
    var pendingSightings: [NotedSightings.Addition] = []
    var pendingRevisions: [(story: StoryID, before: Revised?)] = []

    /// An empty index. `similarity` is the larger of resemblance and containment from which a text
    /// may be a copy, nil for never; `window` is how far back such copies are looked for.
    public init(similarity: Double?, window: Duration) {
        self.similarity = similarity
        self.window = window
    }

    /// Takes in a story that is stored. `location` is the caller's, to find the record again; that
    /// locations grow keeps the index small. `now` tells whether it is in the window.
    public mutating func restore(_ story: Story, location: UInt64, now: Instant) {
        let isRecent = similarity != nil && story.stored >= now - window
        turnSentences(now: story.stored)
        // What has no text, for it never had any or was removed, is not compared by it.
        if !isRecent || story.body.isEmpty,
            let known = Fingerprint(hexadecimal: story.fingerprint)
        {
            append(story, fingerprint: known, body: WordList(), location: location)
        } else {
            let body = near.words(of: story.body)
            let fingerprint = Fingerprint(title: near.words(of: story.title), body: body)
            append(
                story, fingerprint: fingerprint, body: isRecent ? body : WordList(),
                location: location)
            if isRecent { near.learn(body, feed: IdentityKey.feed(story.feed.url)) }
        }
        if records.count.isMultiple(of: FrozenIdentities.capacity) { expire(now: now) }
    }

    /// Takes in a sighting that is stored.
    public mutating func restore(_ sighting: Sighting) {
        _ = sightings.insert(sighting, title: near.words(of: sighting.title))
    }

    /// Takes in a revision that is stored, after those before it.
    public mutating func restore(_ revision: Revision) {
        let title = revision.title.map { Fingerprint.half(near.words(of: $0).words) }
        // A story without content has its summary for text.
        let text = revision.contentText ?? revision.summary
        let body = text.map { Fingerprint.half(near.words(of: $0).words) }
        revised[revision.story, default: Revised()].apply(title: title, body: body)
    }

    /// Lets go of what only the window needs, to be called now and then.
    public mutating func expire(now: Instant) {
        turnSentences(now: now)
        let limit = records.count - pending.count
        let expired = records[..<limit].firstIndex { $0.stored >= now - window } ?? limit
        near.expire(before: base + UInt32(expired))
        for _ in 0..<(expired / FrozenIdentities.capacity) { freeze() }
    }

    /// Appends a story and its keys.
    mutating func append(
        _ story: Story, fingerprint: Fingerprint, body: WordList, location: UInt64
    ) {
        let record = StoryRecord(story, fingerprint: fingerprint, location: location)
        let ordinal = base + UInt32(records.count)
        for key in record.keys where ordinals[key] == nil { ordinals[key] = ordinal }
        if record.url == nil, let url = CanonicalURL(story.url) {
            sharedURLs.insert(IdentityKey(.shared, url.text, in: record.feed))
        }
        records.append(record)
        near.insert(body, feed: record.feed)
    }

    /// Packs the oldest records.
    private mutating func freeze() {
        let oldest = records[..<FrozenIdentities.capacity]
        frozen.append(FrozenIdentities(oldest))
        for (index, record) in oldest.enumerated() {
            for key in record.keys where ordinals[key] == base + UInt32(index) {
                ordinals[key] = nil
            }
        }
        records.removeFirst(FrozenIdentities.capacity)
        base += UInt32(FrozenIdentities.capacity)
    }

    private mutating func turnSentences(now: Instant) {
        if let turned, now < turned + window / 2 { return }
        turned = now
        near.turnSentences()
    }
}
