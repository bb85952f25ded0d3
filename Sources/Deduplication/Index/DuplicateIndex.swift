// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// All that is stored, as far as it takes to tell what is new. For one thread.
///
/// It holds nothing of its own: whoever feeds it all stories, sightings and revisions of a store,
/// in the order of storing, has the same index. What is noted between two calls of `commit` is a
/// batch: it counts at once, so that a batch has nothing twice, and is taken back by `rollback`
/// when it could not be written.
public struct DuplicateIndex: ~Copyable, Sendable {
    /// An empty index. `similarity` is the larger of resemblance and containment from which a text
    /// may be a copy, nil for never; `window` is how far back such copies are looked for.
    public init(similarity: Double?, window: Duration) {
    }

    /// Takes in a story that is stored. `location` is the caller's, to find the record again.
    public mutating func restore(_ story: Story, location: UInt64) {
    }

    /// Takes in a sighting that is stored.
    public mutating func restore(_ sighting: Sighting) {
    }

    /// Takes in a revision that is stored.
    public mutating func restore(_ revision: Revision) {
    }

    /// What `entry` of the feed configured as `feedURL` is. Changes nothing that is known.
    ///
    /// `reread` gives the stored record at a location, nil where it cannot be read (any more); it is
    /// called for at most eight near candidates and what shares an old identity.
    public mutating func judge(
        _ entry: Entry, _ identity: EntryIdentity, feedURL: UTF8Text, now: Instant,
        reread: (UInt64) -> Story?
    ) -> Verdict {
        .new(identity.storyID(of: entry, feedURL: feedURL))
    }

    /// Adds a story to the batch.
    public mutating func add(_ story: Story) {
    }

    /// Adds a sighting to the batch.
    public mutating func add(_ sighting: Sighting) {
    }

    /// Adds a revision to the batch.
    public mutating func add(_ revision: Revision) {
    }

    /// The batch is stored; `locations` are those of its stories in the order of `add`.
    public mutating func commit(locations: [UInt64]) {
    }

    /// The batch could not be stored.
    public mutating func rollback() {
    }

    /// Lets go of what only near-duplicates within the window need.
    public mutating func expire(now: Instant) {
    }
}
