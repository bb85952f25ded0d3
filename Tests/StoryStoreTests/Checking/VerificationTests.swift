// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import JSON
import Testing

@testable import StoryStore

@Suite struct VerificationTests {
    private func filled() throws -> TemporaryStore {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store((1...4).map { sampleStory($0) })
        try writer.store([sampleStory(5)], at: tomorrow)
        var batch = StoryBatch(
            sightings: [sampleSighting(of: 1)], revisions: [sampleRevision(of: 1)])
        _ = try writer.append(&batch, now: noon)
        return store
    }

    private func ends(_ bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
    }

    @Test func anIntactStoreHasNoDamage() throws {
        let store = try filled()
        let check = try StoreReader(directory: store.path).verify { _ in
            Issue.record("damage")
        }
        #expect(check.segments == 4)
        #expect(check.lines == 7)
        #expect(check.damages == 0)
    }

    /// Every bit of a line matters.
    @Test func everyFlippedBitIsFound() throws {
        let store = try filled()
        let bytes = store.bytes("revisions/2026/11/2026-11-21.jsonl")
        for index in bytes.indices.dropLast() {
            var flipped = bytes
            flipped[index] ^= 1 << (index % 8)
            try store.write(flipped, to: "revisions/2026/11/2026-11-21.jsonl")
            let damages = try store.damages()
            #expect(!damages.isEmpty, "bit of byte \(index)")
            #expect(damages.allSatisfy { $0.file == "revisions/2026/11/2026-11-21.jsonl" })
        }
    }

    @Test func whatIsWrongIsNamed() throws {
        let store = try filled()
        let good = store.bytes(segment)
        let ends = ends(good)
        func damages(_ bytes: [UInt8]) throws -> [String] {
            try store.write(bytes, to: segment)
            return try store.damages().map(\.description)
        }
        #expect(
            try damages(good + Array("{\"id\"".utf8)) == [
                "\(segment):5: byte \(ends[3]): no line feed at the end"
            ])
        #expect(
            try damages(Array(good[..<ends[0]]) + [10] + good[ends[0]...]) == [
                "\(segment):2: byte \(ends[0]): no checksum"
            ])
        var json = JSONWriter()
        var other = sampleStory(9)
        other.stored = tomorrow
        other.writeLine(to: &json)
        #expect(
            try damages(good + json.bytes) == [
                "\(segment):5: byte \(ends[3]): of another day: 2026-11-22T12:00:00Z"
            ])
        // A good checksum over what is no record.
        json.removeAll()
        json.beginObject()
        json.member("id", "x")
        LineChecksum.endLine(of: &json, startingAt: 0)
        #expect(
            try damages(good + json.bytes) == [
                "\(segment):5: byte \(ends[3]): no identifier"
            ])
    }

    @Test func whatIsNoRegularFileIsNamedAndHidesNothing() throws {
        let store = try filled()
        let bytes = store.bytes(segment)
        try FileManager.default.removeItem(atPath: store.file(segment))
        try store.write(bytes, to: "elsewhere")
        symlink(store.file("elsewhere"), store.file(segment))
        let damages = try store.damages()
        #expect(damages.map(\.file) == [segment])
        #expect(damages.first?.description.contains("not a regular file") == true)
        #expect(try StoreReader(directory: store.path).segments(of: .stories).count == 2)
    }

    // MARK: Repair

    @Test(arguments: [false, true]) func repairSetsAsideWhatIsDamaged(compressed: Bool) throws {
        let store = try filled()
        var bytes = store.bytes(segment)
        let ends = ends(bytes)
        bytes[ends[0] + 33] ^= 8
        bytes[ends[2] + 33] ^= 8
        bytes += Array("{\"half".utf8)
        try store.write(bytes, to: segment)
        if compressed {
            try StoreMaintenance(directory: store.path).compress(before: tomorrow.day) { _ in true }
        }
        let name = compressed ? segment + ".gz" : segment
        let before = try store.damages()
        #expect(before.map(\.line) == [2, 4, 5])
        let repair = try StoreRepair.repair(directory: store.path)
        #expect(repair.busy.isEmpty)
        #expect(repair.setAside.map(\.offset) == [ends[0], ends[2], ends[3]].map(Int64.init))
        #expect(repair.setAside.allSatisfy { $0.file == name })
        #expect(store.bytes(repair.setAside[0].keptAs) == Array(bytes[ends[0]..<ends[1]]))
        #expect(store.text(repair.setAside[2].keptAs) == "{\"half")
        #expect(try store.damages().isEmpty)
        #expect(try store.storyIDs() == [1, 3, 5].map(sampleID))
        #expect(store.exists(name))
        #expect(store.permissions(name) == 0o640)
        #expect(
            try StoreRepair.repair(directory: store.path)
                == StoreRepair.repair(directory: store.path))
    }

    /// A day that another gzip compressed in one piece, cut at its end: what can be inflated stays.
    @Test func aCutGzipLosesOnlyItsEnd() throws {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store((0..<200).map { sampleStory($0) })
        }
        let gzip = try Process.run(
            URL(fileURLWithPath: "/bin/gzip"), arguments: [store.file(segment)])
        gzip.waitUntilExit()
        let whole = store.bytes(segment + ".gz")
        try store.write(Array(whole.dropLast(whole.count / 3)), to: segment + ".gz")
        let left = try store.storyIDs()
        #expect(left.count > 80 && left.count < 200)
        #expect(left == (0..<left.count).map(sampleID))
        #expect(!(try store.damages().isEmpty))
        let repair = try StoreRepair.repair(directory: store.path)
        #expect(store.bytes(repair.setAside[0].keptAs) == Array(whole.dropLast(whole.count / 3)))
        #expect(try store.storyIDs() == left)
        #expect(try store.damages().isEmpty)
    }

    /// A member's header is spoilt: the members behind it are found, and keep their places.
    @Test(arguments: [0, 3, 12, 17, 22]) func aSpoiltHeaderHarmsNoOtherMember(byte: Int) throws {
        let store = TemporaryStore()
        let text = String(repeating: "Some words that repeat. ", count: 200)
        var locations: [StoryLocation] = []
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            locations = try writer.store((0..<200).map { sampleStory($0, text: "\($0) " + text) })
        }
        try StoreMaintenance(directory: store.path).compress(before: tomorrow.day) { _ in true }
        var bytes = store.bytes(segment + ".gz")
        let second = try #require(
            bytes.indices.dropFirst().first { bytes[$0...].starts(with: [0x1F, 0x8B, 8, 4]) })
        bytes[second + byte] ^= 0xFF
        try store.write(bytes, to: segment + ".gz")
        let left = try store.storyIDs()
        #expect(left.first == sampleID(0))
        #expect(left.last == sampleID(199))
        let reader = try StoreReader(directory: store.path)
        #expect(try reader.story(at: locations[199])?.id == sampleID(199))
        _ = try StoreRepair.repair(directory: store.path)
        #expect(try store.damages().isEmpty)
        #expect(try store.storyIDs() == left)
    }

    @Test func aStoryThatIsThereTwiceIsNamed() throws {
        let store = try filled()
        let bytes = store.bytes(segment)
        let first = Array(bytes[..<ends(bytes)[0]])
        try store.write(bytes + first, to: segment)
        #expect(
            try store.damages().map(\.description) == [
                "\(segment):5: byte \(bytes.count): stored before, in \(segment):1"
            ])
        let repair = try StoreRepair.repair(directory: store.path)
        #expect(repair.setAside.map(\.offset) == [Int64(bytes.count)])
        #expect(store.bytes(segment) == bytes)
        #expect(store.bytes(repair.setAside[0].keptAs) == first)
    }

    /// Killed at every step, a repair loses no good line, and the next one ends it.
    @Test(arguments: [false, true]) func repairMayBeKilledAtEveryStep(compressed: Bool) throws {
        let plan = FaultPlan()
        for index in 0..<60 {
            let store = try filled()
            var bytes = store.bytes(segment)
            bytes[40] ^= 1
            try store.write(bytes, to: segment)
            if compressed {
                try StoreMaintenance(directory: store.path).compress(before: tomorrow.day) { _ in
                    true
                }
            }
            let plan = index == 0 ? plan : FaultPlan(.killWithin, at: index - 1)
            do { _ = try StoreRepair.repair(directory: store.path, gate: plan.gate) } catch {}
            #expect(Set(try store.storyIDs()) == Set((2...5).map(sampleID)), "step \(index)")
            _ = try StoryWriter.open(directory: store.path, announced: .start)
            _ = try StoreRepair.repair(directory: store.path)
            #expect(try store.damages().isEmpty)
            #expect(Set(try store.storyIDs()) == Set((2...5).map(sampleID)))
            #expect(!store.names("damaged").isEmpty)
            if index > 0, !plan.isGone { break }
        }
        #expect(plan.count > 5)
    }

    @Test func repairLeavesAloneWhatTheDaemonHasOpen() throws {
        let store = try filled()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(6)], at: tomorrow)
        let open = "stories/2026/11/2026-11-22.jsonl"
        for name in [segment, open] {
            // In place: the daemon's file stays the one that has the name.
            let handle = try #require(FileHandle(forUpdatingAtPath: store.file(name)))
            try handle.seek(toOffset: 40)
            try handle.write(contentsOf: Data([0]))
            try handle.close()
        }
        let repair = try StoreRepair.repair(directory: store.path)
        #expect(repair.busy == [open])
        #expect(repair.setAside.map(\.file) == [segment])
        try writer.store([sampleStory(7)], at: tomorrow)
        #expect(try store.damages().map(\.file) == [open])
        _ = consume writer
        #expect(try StoreRepair.repair(directory: store.path).busy.isEmpty)
        #expect(try store.damages().isEmpty)
    }
}
