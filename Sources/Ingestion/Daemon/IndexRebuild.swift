// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import StoryStore
internal import SystemCalls

/// Rebuilds the index of duplicates from the segments: they are the truth, and reading them takes
/// hardly longer than checking a cache of them would.
///
/// One thread reads, checks and cuts texts into words; the caller's takes them in, in their order.
struct IndexRebuild: ~Copyable {
    /// How many stories the store holds.
    private(set) var stories = 0
    /// Of how many more it holds what they are known by, for they were removed.
    private(set) var removed = 0
    /// What could not be read.
    private(set) var damage: [Damage] = []
    /// How many stories, sightings and revisions were taken in.
    private var records = 0

    /// Takes in all that the store in `directory` holds.
    ///
    /// - Parameter progress: Called now and then with the number of records; what it throws ends
    ///   the rebuild.
    mutating func fill(
        _ index: inout DuplicateIndex, from directory: String, now: Instant,
        progress: (Int) throws(DaemonError) -> Void
    ) throws(DaemonError) {
        let mailbox = Mailbox<StoredItem>(capacity: StoreReading.ahead)
        let thread: DedicatedThread
        do {
            let reading = StoreReading(
                reader: try StoreReader(directory: directory), mailbox: mailbox)
            let preparation = index.preparation(now: now)
            thread = try DedicatedThread(name: "rebuild", stackSize: 2 << 20) {
                reading.run(preparation)
            }
        } catch let error as StoreError {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        } catch {
            throw DaemonError(exitStatus: 71, "\(error)")
        }
        defer {
            mailbox.close()
            thread.join()
        }
        while let items = mailbox.take() {
            for item in items { try take(item, into: &index, now: now) }
            try progress(records)
        }
    }

    private mutating func take(
        _ item: StoredItem, into index: inout DuplicateIndex, now: Instant
    ) throws(DaemonError) {
        records += 1
        switch item {
        case .story(let story):
            index.restore(story, now: now)
            stories += 1
        case .removed(let story):
            index.restore(story, now: now)
            removed += 1
        case .removedBefore(let day): index.removedBefore = day
        case .sighting(let sighting): index.restore(sighting)
        case .revision(let revision): index.restore(revision)
        case .damage(let damage): self.damage.append(damage)
        case .failure(let error):
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
    }
}

/// What is read of a store.
private enum StoredItem: Sendable {
    case story(PreparedStory)
    /// What is left of a story that was removed.
    case removed(PreparedStory)
    /// Everything that was stored before was removed.
    case removedBefore(Instant)
    case sighting(Sighting)
    case revision(Revision)
    case damage(Damage)
    case failure(StoreError)
}

/// The reading thread's part.
private struct StoreReading: Sendable {
    let reader: StoreReader
    let mailbox: Mailbox<StoredItem>

    /// How far it may be ahead, in records: a few megabytes.
    static let ahead = 1024
    private static let batchSize = 64

    /// Reads everything, or until the mailbox is closed, and closes it.
    func run(_ preparation: StoryPreparation) {
        var preparation = preparation
        do {
            // What was removed is older than all that is left.
            try hand { deliver throws(StoreError) in
                let day = try reader.forEachRemoved(damage: tell) { record in
                    switch record {
                    case .story(let story, let place):
                        let prepared = preparation.prepare(story, location: place.packed)
                        _ = deliver(.removed(prepared))
                    case .sighting(let sighting): _ = deliver(.sighting(sighting))
                    }
                }
                if let day { _ = deliver(.removedBefore(day.start)) }
            }
            try hand { deliver throws(StoreError) in
                try reader.forEachStory(detail: .identity, damage: tell) { story, location in
                    deliver(.story(preparation.prepare(story, location: location.packed)))
                }
            }
            try hand { deliver throws(StoreError) in
                try reader.forEach(Sighting.self, damage: tell) { sighting, _ in
                    deliver(.sighting(sighting))
                }
            }
            try hand { deliver throws(StoreError) in
                try reader.forEach(Revision.self, damage: tell) { revision, _ in
                    deliver(.revision(revision))
                }
            }
        } catch {
            mailbox.put(.failure(error))
        }
        mailbox.close()
    }

    /// Calls `read` with what hands over records, a batch at a time, and says whether to go on.
    private func hand(
        _ read: ((StoredItem) -> Bool) throws(StoreError) -> Void
    ) throws(StoreError) {
        var batch: [StoredItem] = []
        try read { item in
            batch.append(item)
            if batch.count < Self.batchSize { return true }
            defer { batch.removeAll(keepingCapacity: true) }
            return mailbox.put(contentsOf: batch)
        }
        mailbox.put(contentsOf: batch)
    }

    private func tell(_ damage: Damage) {
        mailbox.put(.damage(damage))
    }
}
