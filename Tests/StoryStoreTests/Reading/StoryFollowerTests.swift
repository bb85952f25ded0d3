// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import StoryStore

@Suite struct StoryFollowerTests {
    private func take(_ follower: inout StoryFollower, limit: Int = .max) throws -> [StoryID] {
        var ids: [StoryID] = []
        try follower.read { line, _, _ in
            if ids.count == limit { return false }
            ids += [LinePrefix.id(of: line, kind: .stories)].compactMap(\.self)
            return true
        }
        return ids
    }

    @Test func takesEachStoryOnce() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        var follower = try StoryFollower(StoreReader(directory: store.path), from: .start)
        #expect(try take(&follower) == [])
        try writer.store([sampleStory(1), sampleStory(2)])
        #expect(try take(&follower) == [1, 2].map(sampleID))
        #expect(try take(&follower) == [])
        try writer.store([sampleStory(3)], at: tomorrow)
        try writer.store([sampleStory(4)], at: noon)
        #expect(try take(&follower).sorted() == [3, 4].map(sampleID).sorted())
        try writer.store([sampleStory(5)], at: tomorrow + .seconds(40 * 86_400))
        #expect(try take(&follower) == [sampleID(5)])
        #expect(try take(&follower) == [])
        #expect(try StoreReader(directory: store.path).end() == follower.position)
        #expect(follower.position == writer.position)
    }

    /// Killed after any number of stories, it goes on with the next.
    @Test func goesOnWhereItLeftOff() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        for batch in 0..<5 {
            try writer.store(
                (0..<3).map { sampleStory(3 * batch + $0) },
                at: noon + .seconds(43_200 * batch))
        }
        for limit in 0...15 {
            let reader = try StoreReader(directory: store.path)
            var first = StoryFollower(reader, from: .start)
            let before = try take(&first, limit: limit)
            #expect(before.count == limit)
            let text = first.position.text
            var second = try StoryFollower(reader, from: #require(StoryPosition(text: text)))
            #expect(try before + take(&second) == (0..<15).map(sampleID))
        }
    }

    /// Nobody has to wait for a story to learn that its reader has gone.
    @Test func aClosedPipeEndsTheWaiting() throws {
        let store = TemporaryStore()
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        let follower = try StoryFollower(StoreReader(directory: store.path), from: writer.position)
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let output = pipe.fileHandleForWriting.fileDescriptor
        #expect(try !follower.wait(orUntilClosed: output))
    }

    @Test func fromTheEndOnlyWhatComes() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        let reader = try StoreReader(directory: store.path)
        var follower = try StoryFollower(reader, from: reader.end())
        #expect(try take(&follower) == [])
        try writer.store([sampleStory(2)])
        #expect(try take(&follower) == [sampleID(2)])
    }

    /// The clock steps back to a day that has no stories yet.
    @Test func takesStoriesOfAnOlderDay() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)], at: tomorrow)
        let reader = try StoreReader(directory: store.path)
        var follower = try StoryFollower(reader, from: reader.end())
        try writer.store([sampleStory(2)], at: noon)
        #expect(try take(&follower) == [sampleID(2)])
        #expect(try take(&follower) == [])
        #expect(follower.position == writer.position)
    }

    @Test func survivesCompressionAndRepair() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store((1...3).map { sampleStory($0) })
        let reader = try StoreReader(directory: store.path)
        var follower = StoryFollower(reader, from: .start)
        #expect(try take(&follower, limit: 2) == [1, 2].map(sampleID))
        try writer.store([sampleStory(4)], at: tomorrow)
        let saved = follower.position
        // The first line is damaged and repaired away: everything behind it moves.
        var bytes = store.bytes(segment)
        bytes[30] ^= 1
        try store.write(bytes, to: segment)
        #expect(try StoreRepair.repair(directory: store.path).setAside.count == 1)
        try StoreMaintenance(directory: store.path).compress(before: tomorrow.day) { _ in true }
        #expect(store.names("stories/2026/11").first == "2026-11-21.jsonl.gz")
        #expect(try take(&follower) == [3, 4].map(sampleID))
        var restarted = StoryFollower(reader, from: saved)
        #expect(try take(&restarted) == [3, 4].map(sampleID))
        #expect(try take(&restarted) == [])
    }

    @Test func damagedLinesAreToldOnce() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store((1...3).map { sampleStory($0) })
        var bytes = store.bytes(segment)
        bytes[bytes.count - 40] ^= 1
        try store.write(bytes, to: segment)
        var follower = try StoryFollower(StoreReader(directory: store.path), from: .start)
        var damages: [Damage] = []
        var count = 0
        for _ in 0..<3 {
            try follower.read(damage: { damages.append($0) }) { _, _, _ in
                count += 1
                return true
            }
        }
        #expect(count == 2)
        #expect(damages.map(\.line) == [3])
    }

    /// What a failed batch showed and took back is read again when it is stored at last.
    @Test func aBatchThatWasTakenBackIsReadAgain() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        let whole = store.bytes(segment)
        var follower = try StoryFollower(StoreReader(directory: store.path), from: .start)
        try writer.store([sampleStory(2)])
        #expect(try take(&follower) == [1, 2].map(sampleID))
        try store.write(whole, to: segment)
        #expect(try take(&follower) == [])
        try writer.store([sampleStory(3), sampleStory(2)])
        #expect(Set(try take(&follower)).isSuperset(of: [sampleID(3)]))
    }

    @Test(.timeLimit(.minutes(1))) func wakesUpWhenSomethingComes() throws {
        let store = TemporaryStore()
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        let path = store.path
        Thread.detachNewThread {
            guard var writer = try? StoryWriter.open(directory: path, announced: nil) else {
                return
            }
            for number in 0..<20 {
                _ = try? writer.store([sampleStory(number)], at: noon + .seconds(86_400 * number))
            }
        }
        var follower = try StoryFollower(StoreReader(directory: store.path), from: .start)
        var taken: [StoryID] = []
        while taken.count < 20 {
            taken += try take(&follower)
            if taken.count < 20 { _ = try follower.wait(timeoutMilliseconds: 10_000) }
        }
        #expect(taken == (0..<20).map(sampleID))
        #expect(try follower.wait(timeoutMilliseconds: 0) == false || taken.count == 20)
    }
}
