// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

/// What the daemon does with a store, as far as the store can tell: feeds that serve the same
/// entries until they are stored, announcements after the batch, state after the announcements,
/// a new process after a fatal error.
struct Pipeline {
    /// The batches that the feeds serve: stories by number, and the clock. It goes on over midnight
    /// and back again.
    static let batches: [(stories: [Int], now: Instant)] = [
        ([1, 2], noon), ([3], noon + .seconds(60)), ([4, 5, 6], tomorrow),
        ([7], noon + .seconds(120)), ([8, 9], tomorrow + .seconds(60)),
    ]

    let store: TemporaryStore
    /// Whether `state/` outlives the process.
    var keepsState = true
    private(set) var position: StoryPosition?
    /// Stories whose `append` returned.
    private(set) var acknowledged: Set<StoryID> = []

    init(store: TemporaryStore, keepsState: Bool = true, position: StoryPosition? = nil) {
        self.store = store
        self.position = position
        self.keepsState = keepsState
    }

    /// Runs one process until everything is stored or it ends by a fatal error or a kill.
    ///
    /// - Returns: Whether it came to its end.
    mutating func run(gate: FileGate? = nil, isGone: () -> Bool = { false }) -> Bool {
        do {
            var writer = try StoryWriter.open(
                directory: store.path, announced: keepsState ? position : nil, gate: gate)
            try writer.catchUp()
            position = writer.position
            var stored = Set(try store.storyIDs())
            for batch in Self.batches {
                // A batch that fails is asked for again, as a feed is polled again.
                for _ in 0..<5 {
                    let new = batch.stories.filter { !stored.contains(sampleID($0)) }
                    if try storeBatch(new, at: batch.now, with: &writer) {
                        stored.formUnion(new.map(sampleID))
                        break
                    }
                    if isGone() { return false }
                }
            }
            // Announcements that failed last are made up for.
            try writer.announce([])
            position = writer.position
            return !isGone()
        } catch {
            return false
        }
    }

    /// - Returns: False when the store said no but can be asked again.
    private mutating func storeBatch(
        _ numbers: [Int], at now: Instant, with writer: inout StoryWriter
    ) throws(StoreError) -> Bool {
        if numbers.isEmpty { return true }
        var batch = StoryBatch(
            stories: numbers.map { sampleStory($0) }, sightings: [sampleSighting(of: numbers[0])])
        let locations: [StoryLocation]
        do {
            locations = try writer.append(&batch, now: now)
        } catch {
            if error.isFatal { throw error }
            return false
        }
        acknowledged.formUnion(batch.stories.map(\.id))
        do {
            try writer.announce(
                zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
        } catch {
            if error.isFatal { throw error }
            return true
        }
        position = writer.position
        return true
    }

    /// Holds the store to what always holds, after everything was stored.
    func check(_ context: @autoclosure () -> String) throws {
        let expected = Self.batches.flatMap(\.stories).map(sampleID).sorted()
        let stored = try store.storyIDs()
        #expect(stored.sorted() == expected, "stored exactly once: \(context())")
        #expect(
            store.announcedIDs().sorted() == expected, "announced exactly once: \(context())")
        #expect(try store.damages().isEmpty, "\(context())")
    }
}
