// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension DuplicateIndex {
    /// Adds a story to the batch.
    public mutating func add(_ story: Story) {
        let body = near.words(of: story.body)
        let fingerprint = Fingerprint(title: near.words(of: story.title), body: body)
        append(
            story, fingerprint: fingerprint, body: similarity == nil ? WordList() : body,
            location: 0)
        pending.append(story)
    }

    /// Adds a sighting to the batch.
    public mutating func add(_ sighting: Sighting) {
        let title = near.words(of: sighting.title)
        if let addition = sightings.insert(sighting, title: title) {
            pendingSightings.append(addition)
        }
    }

    /// Adds a revision to the batch.
    public mutating func add(_ revision: Revision) {
        pendingRevisions.append((revision.story, revised[revision.story]))
        restore(revision)
    }

    /// The batch is stored; `locations` are those of its stories in the order of `add`.
    ///
    /// - Precondition: there are as many locations as stories.
    public mutating func commit(locations: [UInt64]) {
        precondition(locations.count == pending.count)
        let first = records.count - pending.count
        for (index, location) in locations.enumerated() {
            records[first + index].location = location
            // Only now, lest a story that is tried again and again counts as many.
            near.learn(near.words(of: pending[index].body), feed: records[first + index].feed)
        }
        endBatch()
    }

    /// The batch could not be stored: the index is as it was.
    public mutating func rollback() {
        for index in (records.count - pending.count)..<records.count {
            let ordinal = base + UInt32(index)
            for key in records[index].keys where ordinals[key] == ordinal { ordinals[key] = nil }
        }
        records.removeLast(pending.count)
        near.removeLast(pending.count)
        for addition in pendingSightings.reversed() { sightings.remove(addition) }
        for (story, before) in pendingRevisions.reversed() { revised[story] = before }
        endBatch()
    }

    private mutating func endBatch() {
        pending.removeAll()
        pendingSightings.removeAll()
        pendingRevisions.removeAll()
    }
}
