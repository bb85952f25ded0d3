// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension DuplicateIndex {
    /// Adds a story to the batch. `text` has the words of the entry that it was.
    public mutating func add(_ story: Story, text: EntryText) {
        let record = StoryRecord(
            story, fingerprint: text.fingerprint, location: Self.pendingLocation(pending.count))
        if let shared = record.sharedURL(of: story) {
            pendingSharedURLs.append(sharedURLs.set(shared, ()))
        }
        append(record, own: own(text.body, record))
        pending.append((story, text))
    }

    /// Adds a sighting to the batch.
    public mutating func add(_ sighting: Sighting) {
        let title = scanner.words(of: sighting.title)
        if let addition = sightings.insert(sighting, title: title) {
            pendingSightings.append(addition)
        }
    }

    /// Adds a revision to the batch.
    public mutating func add(_ revision: Revision) {
        pendingRevisions.append(note(revision))
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
            if similarity != nil {
                near.learn(pending[index].text.body, feed: records[first + index].feed)
            }
        }
        endBatch()
    }

    /// The batch could not be stored: the index is as it was.
    public mutating func rollback() {
        if !pending.isEmpty {
            identities.remove(from: base + UInt32(records.count - pending.count))
        }
        records.removeLast(pending.count)
        near.removeLast(pending.count)
        for addition in pendingSightings.reversed() { sightings.remove(addition) }
        for change in pendingRevisions.reversed() { revised.undo(change) }
        for change in pendingSharedURLs.reversed() { sharedURLs.undo(change) }
        endBatch()
    }

    /// Stands for the location of the story `index` of the batch: no location is as large.
    private static func pendingLocation(_ index: Int) -> UInt64 { .max - UInt64(index) }

    /// The words of the story of `record`; nil where it cannot be read.
    mutating func text(of record: StoryRecord, _ reread: (UInt64) -> Story?) -> EntryText? {
        let index = UInt64.max - record.location
        if index < UInt64(pending.count) { return pending[Int(index)].text }
        return reread(record.location).map { scanner.text(of: $0) }
    }

    /// The story of `record`; nil where it cannot be read.
    func story(of record: StoryRecord, _ reread: (UInt64) -> Story?) -> Story? {
        let index = UInt64.max - record.location
        if index < UInt64(pending.count) { return pending[Int(index)].story }
        return reread(record.location)
    }

    private mutating func endBatch() {
        pending.removeAll()
        pendingSightings.removeAll()
        pendingRevisions.removeAll()
        pendingSharedURLs.removeAll()
    }
}
