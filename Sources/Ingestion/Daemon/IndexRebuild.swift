// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import StoryStore
internal import SystemCalls

/// Rebuilds the index of duplicates from the segments: they are the truth, and reading them is as
/// fast as checking a cache of them would be.
///
/// One thread reads, checks and cuts texts into words; the caller's takes them in, in their order.
struct IndexRebuild: ~Copyable {
    /// How many stories the store holds.
    private(set) var stories = 0
    /// What could not be read.
    private(set) var damage: [Damage] = []

    private enum Message: Sendable {
        case story(PreparedStory)
        case damage(Damage)
        case failure(StoreError)
    }

    /// Takes in all that the store in `directory` holds.
    mutating func fill(
        _ index: inout DuplicateIndex, from directory: String, now: Instant
    ) throws(DaemonError) {
        do {
            let reader = try StoreReader(directory: directory)
            let mailbox = Mailbox<Message>(capacity: Self.ahead)
            let thread = try Self.start(index.preparation(now: now), reader, mailbox)
            defer { thread.join() }
            try takeStories(&index, from: mailbox, now)
            try reader.forEach(Sighting.self, damage: { damage.append($0) }) { sighting, _ in
                index.restore(sighting)
                return true
            }
            try reader.forEach(Revision.self, damage: { damage.append($0) }) { revision, _ in
                index.restore(revision)
                return true
            }
        } catch let error as StoreError {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        } catch {
            throw DaemonError(exitStatus: 71, "\(error)")
        }
    }

    private mutating func takeStories(
        _ index: inout DuplicateIndex, from mailbox: Mailbox<Message>, _ now: Instant
    ) throws(StoreError) {
        while let messages = mailbox.take() {
            for message in messages {
                switch message {
                case .story(let story):
                    index.restore(story, now: now)
                    stories += 1
                case .damage(let damage): self.damage.append(damage)
                case .failure(let error): throw error
                }
            }
        }
    }

    /// Starts the thread that reads; it closes the mailbox at the end.
    private static func start(
        _ preparation: StoryPreparation, _ reader: StoreReader, _ mailbox: Mailbox<Message>
    ) throws(SystemError) -> DedicatedThread {
        try DedicatedThread(name: "rebuild", stackSize: 2 << 20) {
            prepare(preparation, reader, into: mailbox)
            mailbox.close()
        }
    }

    private static func prepare(
        _ preparation: StoryPreparation, _ reader: StoreReader, into mailbox: Mailbox<Message>
    ) {
        var preparation = preparation
        var batch: [Message] = []
        do {
            try reader.forEachStory(
                detail: .identity, damage: { mailbox.put(.damage($0)) }
            ) { story, location in
                batch.append(.story(preparation.prepare(story, location: location.packed)))
                if batch.count == batchSize {
                    mailbox.put(contentsOf: batch)
                    batch.removeAll(keepingCapacity: true)
                }
                return true
            }
            mailbox.put(contentsOf: batch)
        } catch {
            mailbox.put(.failure(error))
        }
    }

    /// How far the reading thread may be ahead, in stories: a few megabytes.
    private static let ahead = 1024
    private static let batchSize = 64
}
