// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import StoryStore
internal import SystemCalls

/// Rebuilds the index of duplicates from the segments: they are the truth, and reading them takes
/// hardly longer than checking a cache of them would.
///
/// One thread reads and checks, one cuts texts into words, and the caller's takes them in, in their
/// order.
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
        let preparing = StorePreparing(index.preparation(now: now))
        let threads: [DedicatedThread]
        do {
            threads = try preparing.start(reading: StoreReader(directory: directory))
        } catch let error as StoreError {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        } catch {
            throw DaemonError(exitStatus: 71, "\(error)")
        }
        defer {
            preparing.stop()
            for thread in threads { thread.join() }
        }
        while let items = preparing.prepared.take() {
            for item in items { try take(item, into: &index, now: now) }
            try progress(records)
        }
    }

    private mutating func take(
        _ item: StoredItem<PreparedStory>, into index: inout DuplicateIndex, now: Instant
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

/// What is read of a store, its stories as they were read or made ready.
private enum StoredItem<StoryForm: Sendable>: Sendable {
    case story(StoryForm)
    /// What is left of a story that was removed.
    case removed(StoryForm)
    /// Everything that was stored before was removed.
    case removedBefore(Instant)
    case sighting(Sighting)
    case revision(Revision)
    case damage(Damage)
    case failure(StoreError)

    /// The same with another form of its story.
    func map<Other>(_ transform: (StoryForm) -> Other) -> StoredItem<Other> {
        switch self {
        case .story(let story): .story(transform(story))
        case .removed(let story): .removed(transform(story))
        case .removedBefore(let day): .removedBefore(day)
        case .sighting(let sighting): .sighting(sighting)
        case .revision(let revision): .revision(revision)
        case .damage(let damage): .damage(damage)
        case .failure(let error): .failure(error)
        }
    }
}

/// A story as it was read, and where.
private struct ReadStory: Sendable {
    var story: Story
    var location: UInt64
}

/// The part of the thread that makes stories ready, between the one that reads and the caller's.
private struct StorePreparing: Sendable {
    /// What was read, and what was made of it.
    private let read = Mailbox<StoredItem<ReadStory>>(capacity: StoreReading.ahead)
    let prepared = Mailbox<StoredItem<PreparedStory>>(capacity: StoreReading.ahead)
    private let preparation: StoryPreparation

    init(_ preparation: StoryPreparation) {
        self.preparation = preparation
    }

    /// Starts both threads; they end when everything was read, or after `stop`.
    func start(reading reader: StoreReader) throws(SystemError) -> [DedicatedThread] {
        let preparing = try DedicatedThread(name: "rebuild", stackSize: 2 << 20) { run() }
        do {
            let reading = StoreReading(reader: reader, mailbox: read)
            return [preparing, try DedicatedThread(name: "read", stackSize: 2 << 20, reading.run)]
        } catch {
            stop()
            preparing.join()
            throw error
        }
    }

    func stop() {
        read.close()
        prepared.close()
    }

    private func run() {
        var preparation = preparation
        while let items = read.take() {
            let ready = items.map { item in
                item.map { preparation.prepare($0.story, location: $0.location) }
            }
            guard prepared.put(contentsOf: ready) else { break }
        }
        stop()
    }
}

/// The reading thread's part.
private struct StoreReading: Sendable {
    let reader: StoreReader
    let mailbox: Mailbox<StoredItem<ReadStory>>

    /// How far it may be ahead, in records: a few megabytes.
    static let ahead = 1024
    private static let batchSize = 64

    /// Reads everything, or until the mailbox is closed, and closes it.
    func run() {
        do {
            // What was removed is older than all that is left.
            try hand { deliver throws(StoreError) in
                let day = try reader.forEachRemoved(damage: tell) { record in
                    switch record {
                    case .story(let story, let place):
                        _ = deliver(.removed(ReadStory(story: story, location: place.packed)))
                    case .sighting(let sighting): _ = deliver(.sighting(sighting))
                    }
                }
                if let day { _ = deliver(.removedBefore(day.start)) }
            }
            try hand { deliver throws(StoreError) in
                try reader.forEachStory(detail: .identity, damage: tell) { story, location in
                    deliver(.story(ReadStory(story: story, location: location.packed)))
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
        _ read: ((StoredItem<ReadStory>) -> Bool) throws(StoreError) -> Void
    ) throws(StoreError) {
        var batch: [StoredItem<ReadStory>] = []
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
