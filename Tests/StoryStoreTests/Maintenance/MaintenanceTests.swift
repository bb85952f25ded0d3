// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import SystemCalls
import Testing

@testable import StoryStore

@Suite struct MaintenanceTests {
    private func filled(days: Int = 4) throws -> TemporaryStore {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        for day in 0..<days {
            try writer.store(
                [sampleStory(2 * day), sampleStory(2 * day + 1)],
                at: noon + .seconds(86_400 * day))
        }
        return store
    }

    private func compress(_ store: TemporaryStore, before day: Int, gate: FileGate? = nil) throws {
        let limit = (noon + .seconds(86_400 * day)).day
        try StoreMaintenance(directory: store.path, gate: gate).compress(before: limit) { _ in true
        }
    }

    @Test func compressedSegmentsAreReadByGzip() throws {
        let store = try filled()
        let plain = store.bytes(segment)
        try compress(store, before: 2)
        #expect(
            store.names("stories/2026/11") == [
                "2026-11-21.jsonl.gz", "2026-11-22.jsonl.gz", "2026-11-23.jsonl",
                "2026-11-24.jsonl",
            ])
        #expect(store.permissions(segment + ".gz") == 0o640)
        let gzip = Process()
        let output = Pipe()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = ["-dc", store.file(segment + ".gz")]
        gzip.standardOutput = output
        try gzip.run()
        #expect(Array(output.fileHandleForReading.readDataToEndOfFile()) == plain)
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0)
    }

    /// A segment of many blocks: any line is reached, and the whole is the same.
    @Test func manyBlocks() throws {
        let store = TemporaryStore()
        let text = String(repeating: "Some words that repeat. ", count: 200)
        var locations: [StoryLocation] = []
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            locations = try writer.store((0..<400).map { sampleStory($0, text: "\($0) " + text) })
        }
        try compress(store, before: 1)
        let reader = try StoreReader(directory: store.path)
        for (number, location) in locations.enumerated() where number % 37 == 0 {
            #expect(try reader.story(at: location)?.id == sampleID(number))
        }
        var ids: [StoryID] = []
        try reader.forEachStory(in: StoreSelection(order: .newestFirst)) { story, _ in
            ids.append(story.id)
            return true
        }
        #expect(ids == (0..<400).reversed().map(sampleID))
        #expect(try store.damages().isEmpty)
    }

    /// What another gzip made, in one member, is read too.
    @Test func anotherProgramsGzipIsRead() throws {
        let store = try filled()
        let gzip = try Process.run(
            URL(fileURLWithPath: "/bin/gzip"), arguments: [store.file(segment)])
        gzip.waitUntilExit()
        #expect(store.exists(segment + ".gz"))
        #expect(try store.storyIDs() == (0..<8).map(sampleID))
        #expect(try store.damages().isEmpty)
    }

    @Test func aDamagedBlockHarmsNoOther() throws {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store(
                (0..<400).map { number in
                    // Hardly to be compressed, so that the blocks are long in the file too.
                    var random = SystemRandomNumberGenerator()
                    let text = (0..<3000).map { _ in
                        Character(Unicode.Scalar(UInt8.random(in: 33...126, using: &random)))
                    }
                    return sampleStory(number, text: String(text))
                })
        }
        try compress(store, before: 1)
        var bytes = store.bytes(segment + ".gz")
        bytes[bytes.count / 2] ^= 0xFF
        try store.write(bytes, to: segment + ".gz")
        let left = try store.storyIDs()
        #expect(left.count > 250)
        #expect(left.first == sampleID(0))
        #expect(left.last == sampleID(399))
        #expect(!(try store.damages().isEmpty))
        let repair = try StoreRepair.repair(directory: store.path)
        #expect(store.bytes(repair.setAside[0].keptAs) == bytes)
        #expect(try store.damages().isEmpty)
        #expect(try store.storyIDs() == left)
    }

    /// Killed or failing at every step, compression loses nothing and shows nothing twice.
    @Test(arguments: Fault.allCases) func compressionIsCrashSafe(fault: Fault) throws {
        let whole = FaultPlan()
        try compress(filled(), before: 2, gate: whole.gate)
        #expect(whole.count > 10)
        for index in 0..<whole.count {
            let store = try filled()
            let plan = FaultPlan(fault, at: index)
            do { try compress(store, before: 2, gate: plan.gate) } catch {}
            #expect(try store.storyIDs() == (0..<8).map(sampleID), "\(fault) at \(index)")
            let writer = try StoryWriter.open(directory: store.path, announced: nil)
            #expect(writer.recovery.unannounced.isEmpty)
            #expect(writer.recovery.incidents.isEmpty)
            #expect(try store.storyIDs() == (0..<8).map(sampleID))
            try compress(store, before: 2)
            #expect(try store.storyIDs() == (0..<8).map(sampleID))
            #expect(store.names("stories/2026/11").count == 4)
            #expect(try store.damages().isEmpty)
        }
    }

    /// The clock steps back into a day that is compressed: it grows again.
    @Test func aCompressedDayGrowsAgain() throws {
        let store = try filled()
        try compress(store, before: 2)
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(20)])
            #expect(store.names("stories/2026/11").first == "2026-11-21.jsonl")
            // Open: not to be compressed under the writer's hands.
            try compress(store, before: 2)
            #expect(store.names("stories/2026/11").first == "2026-11-21.jsonl")
            try writer.store([sampleStory(21)])
        }
        #expect(Set(try store.storyIDs()) == Set((Array(0..<8) + [20, 21]).map(sampleID)))
        try compress(store, before: 2)
        #expect(store.names("stories/2026/11").first == "2026-11-21.jsonl.gz")
        #expect(Set(try store.storyIDs()) == Set((Array(0..<8) + [20, 21]).map(sampleID)))
    }

    /// Directories that are empty go, but for that of the current month.
    @Test func emptyDirectoriesGo() throws {
        let limit = (noon + .seconds(86_400 * 12)).day
        let store = try filled(days: 14)
        try compress(store, before: 3)
        try StoreMaintenance(directory: store.path).remove(before: limit) { _ in true }
        #expect(try store.storyIDs() == (24..<28).map(sampleID))
        #expect(store.names("stories/2026") == ["12"])
    }

    @Test func theClockHasToBeSteadyForADay() {
        var clock = ClockSteps()
        var (wall, elapsed) = (noon, Int64(1000))
        func after(_ duration: Duration, stepping step: Duration = .zero) -> Duration? {
            wall = wall + duration + step
            elapsed += duration.wholeMilliseconds
            return clock.note(wall: wall, elapsed: elapsed)
        }
        #expect(after(.seconds(1)) == nil)
        #expect(clock.mayMaintain(elapsed: elapsed))
        #expect(after(.seconds(60), stepping: .seconds(3000)) == nil)
        #expect(clock.mayMaintain(elapsed: elapsed))
        #expect(after(.seconds(60), stepping: .seconds(-4000)) == .seconds(-4000))
        #expect(!clock.mayMaintain(elapsed: elapsed))
        #expect(after(.seconds(86_000)) == nil)
        #expect(!clock.mayMaintain(elapsed: elapsed))
        #expect(after(.seconds(500)) == nil)
        #expect(clock.mayMaintain(elapsed: elapsed))
        #expect(after(.seconds(1), stepping: .seconds(86_400 * 400)) != nil)
        #expect(!clock.mayMaintain(elapsed: elapsed))
    }

    /// Between two runs any time may pass, but not less than none.
    @Test func anEarlierRunTellsOfAClockThatWentBack() {
        var clock = ClockSteps(lastSeen: noon)
        #expect(clock.note(wall: noon + .seconds(86_400 * 400), elapsed: 5) == nil)
        #expect(clock.mayMaintain(elapsed: 5))
        clock = ClockSteps(lastSeen: noon)
        #expect(clock.note(wall: noon - .seconds(7200), elapsed: 5) == .seconds(-7200))
        #expect(!clock.mayMaintain(elapsed: 5))
    }

    /// A failed compression leaves no half of it to fill the disk.
    @Test func aFailedCompressionLeavesNothing() throws {
        let store = try filled()
        let plan = FaultPlan()
        let gate: FileGate = { operation throws(SystemError) in
            if case .syncFile(let path) = operation, path.hasSuffix(".tmp") {
                throw SystemError(operation: "fdatasync", path: path, errno: EIO)
            }
            return try plan.gate(operation)
        }
        var failures = 0
        try StoreMaintenance(directory: store.path, gate: gate).compress(before: tomorrow.day) {
            if case .failed = $0 { failures += 1 }
            return true
        }
        #expect(failures == 1)
        #expect(store.names("stories/2026/11").count == 4)
        #expect(try store.storyIDs() == (0..<8).map(sampleID))
    }
}
