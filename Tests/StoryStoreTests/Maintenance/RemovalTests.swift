// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import StoryStore

/// Removed days: gone but for what keeps their stories from coming back.
@Suite struct RemovalTests {
    private let limit = (noon + .seconds(86_400 * 3)).day

    private func filled() throws -> TemporaryStore {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        for day in 0..<4 {
            var batch = StoryBatch(
                stories: [sampleStory(2 * day), sampleStory(2 * day + 1)],
                sightings: [sampleSighting(of: 2 * day)], revisions: [sampleRevision(of: 2 * day)])
            let locations = try writer.append(&batch, now: noon + .seconds(86_400 * day))
            try writer.announce(
                zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
        }
        return store
    }

    private func remove(_ store: TemporaryStore, gate: FileGate? = nil) throws {
        try StoreMaintenance(directory: store.path, gate: gate).remove(before: limit) { _ in true }
    }

    private func removed(_ store: TemporaryStore) throws -> (stories: [StoryID], sightings: Int) {
        var (stories, sightings): ([StoryID], Int) = ([], 0)
        let end = try StoreReader(directory: store.path).forEachRemoved { record in
            switch record {
            case .story(let story, _):
                #expect(story.contentText.isEmpty && story.title.isEmpty)
                #expect(!story.guid.isEmpty && !story.url.isEmpty)
                stories.append(story.id)
            case .sighting: sightings += 1
            }
        }
        #expect(end == nil || end ?? limit <= limit)
        return (stories, sightings)
    }

    @Test func whatItIsKnownByStays() throws {
        let store = try filled()
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        var places: [StoryLocation] = []
        try StoreReader(directory: store.path).forEachStory { _, place in
            places.append(place)
            return true
        }
        try remove(store)
        #expect(try store.storyIDs() == [6, 7].map(sampleID))
        #expect(try removed(store).stories == (0..<6).map(sampleID))
        #expect(try removed(store).sightings == 3)
        for (number, place) in places.enumerated() {
            let story = try writer.read(place)
            #expect(story?.id == sampleID(number))
            #expect(story?.contentText.isEmpty == (number < 6))
        }
        #expect(!store.text("removed/2026/11/2026-11-21.jsonl").contains("The text of"))
        #expect(store.permissions("removed/2026/11/2026-11-21.jsonl") == 0o640)
        #expect(try store.damages().isEmpty)
    }

    /// A day is whole, or gone with all its identities kept, whatever happens at whatever step.
    @Test(arguments: Fault.allCases) func removalIsCrashSafe(fault: Fault) throws {
        let whole = FaultPlan()
        try remove(filled(), gate: whole.gate)
        #expect(whole.count > 30)
        for index in 0..<whole.count {
            let store = try filled()
            let plan = FaultPlan(fault, at: index)
            do { try remove(store, gate: plan.gate) } catch {}
            let known = Set(try store.storyIDs() + removed(store).stories)
            #expect(known == Set((0..<8).map(sampleID)), "\(fault) at \(index)")
            _ = try StoryWriter.open(directory: store.path, announced: nil)
            try remove(store)
            #expect(try store.storyIDs() == [6, 7].map(sampleID), "\(fault) at \(index)")
            #expect(try removed(store).stories == (0..<6).map(sampleID), "\(fault) at \(index)")
            #expect(try removed(store).sightings == 3)
            #expect(try store.damages().isEmpty, "\(fault) at \(index)")
            #expect(!store.names("removed/2026/11").contains { $0.hasSuffix(".tmp") })
        }
    }

    /// Power is cut at every step: what was not synced is lost, and identities are synced first.
    @Test(arguments: StableStorage.Unsynced.allCases)
    func powerLossForgetsNobody(unsynced: StableStorage.Unsynced) throws {
        let whole = FaultPlan()
        try remove(filled(), gate: whole.gate)
        for index in 0..<whole.count {
            let store = try filled()
            let disk = StableStorage(store, cutAt: index, allIsStable: true)
            do { try remove(store, gate: disk.gate) } catch {}
            let survivor = try disk.afterPowerCut(unsynced)
            let known = Set(try survivor.storyIDs() + removed(survivor).stories)
            #expect(known == Set((0..<8).map(sampleID)), "\(unsynced) at \(index)")
        }
    }

    @Test func aDayThatIsWrittenStays() throws {
        let store = try filled()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(20)])
        try remove(store)
        #expect(Set(try store.storyIDs()) == Set([0, 1, 20, 6, 7].map(sampleID)))
        _ = consume writer
        try remove(store)
        #expect(try store.storyIDs() == [6, 7].map(sampleID))
        #expect(Set(try removed(store).stories) == Set([0, 1, 2, 3, 4, 5, 20].map(sampleID)))
    }

    /// What cannot be read is told, and the other days go on.
    @Test func aDayThatCannotBeReadKeepsNoOther() throws {
        let store = try filled()
        try FileManager.default.removeItem(atPath: store.file(segment))
        symlink("/etc/passwd", store.file(segment))
        var failures = 0
        try StoreMaintenance(directory: store.path).remove(before: limit) { change in
            if case .failed = change { failures += 1 }
            return true
        }
        #expect(failures == 1)
        #expect(try store.storyIDs() == [6, 7].map(sampleID))
    }
}
