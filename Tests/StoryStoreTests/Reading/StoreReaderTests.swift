// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Synchronization
import Testing

@testable import StoryStore

@Suite struct StoreReaderTests {
    /// Ten days with five stories each, plain, and the first five days compressed on request.
    private func filled(compressed: Bool) throws -> TemporaryStore {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            for day in 0..<10 {
                let now = noon + .seconds(86_400 * day)
                try writer.store((0..<5).map { sampleStory(5 * day + $0) }, at: now)
                var batch = StoryBatch(
                    sightings: [sampleSighting(of: 5 * day)], revisions: [sampleRevision(of: 7)])
                _ = try writer.append(&batch, now: now)
            }
        }
        if compressed {
            try StoreMaintenance(directory: store.path).compress(
                before: (noon + .seconds(86_400 * 5)).day
            ) { _ in true }
        }
        return store
    }

    private func ids(
        _ store: TemporaryStore, _ selection: StoreSelection
    ) throws -> [StoryID] {
        var ids: [StoryID] = []
        try StoreReader(directory: store.path).forEachStory(in: selection) { story, _ in
            ids.append(story.id)
            return true
        }
        return ids
    }

    @Test(arguments: [true, false]) func readsInBothOrders(compressed: Bool) throws {
        let store = try filled(compressed: compressed)
        let all = (0..<50).map(sampleID)
        #expect(try ids(store, StoreSelection()) == all)
        #expect(try ids(store, StoreSelection(order: .newestFirst)) == all.reversed())
    }

    @Test(arguments: [true, false]) func readsASpanOfTime(compressed: Bool) throws {
        let store = try filled(compressed: compressed)
        let since = noon + .seconds(86_400 * 3)
        let until = noon + .seconds(86_400 * 6)
        #expect(
            try ids(store, StoreSelection(since: since, until: until)) == (15..<30).map(sampleID))
        #expect(
            try ids(store, StoreSelection(since: since + .milliseconds(1), until: until))
                == (20..<30).map(sampleID))
        #expect(try ids(store, StoreSelection(until: noon)) == [])
        let reader = try StoreReader(directory: store.path)
        let span = StoreSelection(since: since, until: until.day.start)
        #expect(try reader.segments(of: .stories, in: span).map(\.day.day) == [24, 25, 26])
    }

    @Test func stopsWhenItIsTold() throws {
        let store = try filled(compressed: true)
        var count = 0
        try StoreReader(directory: store.path).forEachStory { _, _ in
            count += 1
            return count < 7
        }
        #expect(count == 7)
    }

    @Test(arguments: [true, false]) func findsWhatIsAboutAStory(compressed: Bool) throws {
        let store = try filled(compressed: compressed)
        let reader = try StoreReader(directory: store.path)
        let id = sampleID(10)
        let found = try reader.stories(withIDPrefix: id.description)
        #expect(found.map(\.story.id) == [id])
        #expect(try reader.story(at: found[0].location)?.id == id)
        let prefixed = try reader.stories(withIDPrefix: String(id.description.prefix(4)))
        #expect(prefixed.map(\.story.id) == [id])
        #expect(try reader.stories(withIDPrefix: "").count == 2)
        #expect(try reader.stories(withIDPrefix: "uuuu").isEmpty)
        #expect(try reader.sightings(of: id).map(\.story) == [id])
        #expect(try reader.sightings(of: sampleID(11)).isEmpty)
        #expect(try reader.revisions(of: sampleID(7)).count == 10)
    }

    @Test func everyLocationLeadsToItsStory() throws {
        let store = try filled(compressed: true)
        let reader = try StoreReader(directory: store.path)
        var places: [(StoryID, StoryLocation)] = []
        try reader.forEachStory { story, location in
            places.append((story.id, location))
            return true
        }
        #expect(places.count == 50)
        for (id, location) in places {
            #expect(try reader.story(at: location)?.id == id)
        }
    }

    @Test func damagedLinesAreToldAndPassedOver() throws {
        let store = try filled(compressed: false)
        var bytes = store.bytes(segment)
        let second = bytes.firstIndex(of: 10)! + 1
        bytes[second + 50] ^= 1
        try store.write(bytes + Array("{\"half".utf8), to: segment)
        for order in [StoreSelection.Order.oldestFirst, .newestFirst] {
            var damages: [Damage] = []
            var count = 0
            try StoreReader(directory: store.path).forEachStory(
                in: StoreSelection(order: order), damage: { damages.append($0) }
            ) { _, _ in
                count += 1
                return true
            }
            #expect(count == 49)
            // Half a line at the end is not damage to a reader: it may be being written.
            #expect(
                damages.map(\.description) == [
                    "\(segment):2: byte \(second): checksum does not match"
                ])
        }
    }

    @Test func aStoreThatIsNoneIsNotFound() throws {
        for path in ["/nonexistent/store", TemporaryStore().base] {
            do {
                _ = try StoreReader(directory: path)
                Issue.record("opened \(path)")
            } catch {
                #expect(error.code == .notFound)
                #expect(error.exitStatus == 66)
            }
        }
    }

    /// Lines longer than any buffer, in both forms and directions.
    @Test func longLinesAreLines() throws {
        let store = TemporaryStore()
        let long = String(repeating: "日本 long ", count: 200_000)
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(1), sampleStory(2, text: long), sampleStory(3)])
        }
        for _ in 0..<2 {
            for order in [StoreSelection.Order.oldestFirst, .newestFirst] {
                #expect(
                    try Set(ids(store, StoreSelection(order: order)))
                        == Set([1, 2, 3].map(sampleID)))
            }
            #expect(try store.damages().isEmpty)
            try StoreMaintenance(directory: store.path).compress(before: tomorrow.day) { _ in true }
        }
        #expect(store.names("stories/2026/11") == ["2026-11-21.jsonl.gz"])
    }

    /// A reader beside the writer sees whole lines only, and at last all of them.
    @Test(.timeLimit(.minutes(1))) func readsWhileOthersWrite() throws {
        let store = TemporaryStore()
        let text = String(repeating: "Many words to fill several pages. ", count: 400)
        let isDone = Atomic(false)
        let batches = 60
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        Thread.detachNewThread {
            if var writer = try? StoryWriter.open(directory: store.path, announced: nil) {
                for batch in 0..<batches {
                    let stories = (0..<8).map { sampleStory(8 * batch + $0, text: text) }
                    _ = try? writer.store(stories)
                }
            }
            isDone.store(true, ordering: .releasing)
        }
        var seen = 0
        while true {
            let wasDone = isDone.load(ordering: .acquiring)
            var ids: [StoryID] = []
            var damages: [Damage] = []
            try StoreReader(directory: store.path).forEachStory(
                detail: .identity, damage: { damages.append($0) }
            ) { story, _ in
                ids.append(story.id)
                return true
            }
            #expect(damages.isEmpty)
            #expect(ids == (0..<ids.count).map(sampleID))
            #expect(ids.count >= seen)
            seen = ids.count
            if wasDone { break }
        }
        #expect(seen == 8 * batches)
    }
}
