// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Polling
import StoryStore
import Testing

/// The system calls of the built daemon are recorded, and the power is cut after each of them: what
/// was announced has to be there, whatever the disk did with what was not synced, and another start
/// makes the rest good.
@Suite(.enabled(if: Strace.works, "strace is not installed, or may not trace here"))
struct PowerLossReplayTests {
    /// What the second life of a store changed, and the store as it was before.
    private struct Recording {
        let site: FeedSite
        let run: DaemonRun
        let before: DiskModel
        let calls: [RecordedCall]
        let guids: [String]

        /// - Parameter isFirst: Whether it is the first life.
        init(isFirst: Bool) throws {
            let site = try FeedSite()
            let run = try DaemonRun(feeds: ["/a.xml", "/mirror.xml"].map { site.server.url($0) })
            (self.site, self.run) = (site, run)
            let items = (0..<6).map { SampleItem.match($0) }
            if !isFirst {
                site.publish("/a.xml", Array(items.suffix(3)))
                #expect(try run.once().status == 0)
            }
            try? FileManager.default.createDirectory(
                atPath: run.store, withIntermediateDirectories: false)
            before = try DiskModel(of: run.store)
            site.publish("/a.xml", items)
            site.publish("/mirror.xml", [items[0]])
            let file = "\(run.directory)/calls"
            let output = try Strace.record(run, to: file)
            #expect(output.status == 0, "\(output.errors)")
            calls = RecordedCall.calls(
                in: try String(contentsOfFile: file, encoding: .utf8), below: run.store)
            guids = items.map(\.guid)
        }
    }

    @Test(arguments: [true, false])
    func whateverTheDiskKept(isFirst: Bool) throws {
        let recording = try Recording(isFirst: isFirst)
        let calls = recording.calls
        #expect(calls.count > 20)
        #expect(calls.contains { if case .append("matches.log", _) = $0 { true } else { false } })
        let memory = Self.memory(beside: recording.run.directory)
        defer { try? FileManager.default.removeItem(atPath: memory) }
        var disk = recording.before
        var announced: Set<StoryID> = []
        var written: [UInt8] = []
        for (index, call) in calls.enumerated() {
            disk.make(call)
            // Announced is what matches.log holds for good.
            if case .append("matches.log", let bytes) = call { written += bytes }
            if call == .sync("matches.log") { announced.formUnion(Self.ids(in: written)) }
            // The state of polls is SQLite's to keep whole, and may be lost.
            let isState = call.changedFile?.hasPrefix("state/") ?? false
            for unsynced in isState ? [.dropped, .kept] : DiskModel.Unsynced.allCases {
                let store = "\(memory)/after"
                try disk.write(after: unsynced, to: store, seed: UInt64(index))
                // Where nothing was ever announced, recovery cuts a bad last line only.
                let mayBeDamaged = isFirst && announced.isEmpty
                try expectMended(
                    store, announced, mayBeDamaged: mayBeDamaged,
                    "\(unsynced) after \(index), \(call)")
                try FileManager.default.removeItem(atPath: store)
            }
        }
        #expect(announced.count >= 3)
    }

    /// The whole program on some of these disks: what was not stored comes with the next poll.
    @Test func theRestIsFetchedAgain() throws {
        let recording = try Recording(isFirst: false)
        var disk = recording.before
        var lives = 0
        for (index, call) in recording.calls.enumerated() {
            disk.make(call)
            // Around the batch and its announcement.
            guard let name = call.changedFile, name.hasSuffix(".jsonl") || name == "matches.log"
            else { continue }
            let unsynced = DiskModel.Unsynced.allCases[lives % DiskModel.Unsynced.allCases.count]
            lives += 1
            try? FileManager.default.removeItem(atPath: recording.run.store)
            try disk.write(after: unsynced, to: recording.run.store, seed: UInt64(index))
            let output = try recording.run.once()
            #expect(output.status == 0, "\(unsynced) after \(index), \(call): \(output.errors)")
            try recording.run.expectExactlyOnce(recording.guids)
        }
        #expect(lives > 4)
    }

    /// Opens the store as a start does, and holds it to what always holds.
    private func expectMended(
        _ directory: String, _ announced: Set<StoryID>, mayBeDamaged: Bool,
        _ context: String
    ) throws {
        let state = try? PollStateFile.openForReading("\(directory)/state/polls.sqlite")
        let saved = ((try? state?.value("announced")) ?? nil).flatMap { StoryPosition(text: $0) }
        var writer = try StoryWriter.open(directory: directory, announced: saved)
        var stories: [StoredStory] = []
        for location in writer.recovery.unannounced {
            let story = try #require(try writer.read(location), "\(context)")
            stories.append(StoredStory(story: story, location: location))
        }
        try writer.announce(stories)
        var stored: [StoryID] = []
        let reader = try StoreReader(directory: directory)
        try reader.forEachStory(detail: .identity) { story, _ in
            stored.append(story.id)
            return true
        }
        let log = try String(contentsOfFile: "\(directory)/matches.log", encoding: .utf8)
        #expect(announced.isSubset(of: stored), "lost: \(context)")
        #expect(Set(stored).count == stored.count, "stored twice: \(context)")
        #expect(Self.ids(in: Array(log.utf8)).sorted() == stored.sorted(), "\(context)")
        _ = try reader.verify { damage in
            if !mayBeDamaged { Issue.record("\(damage): \(context)") }
        }
    }

    /// A directory whose syncs cost nothing, where there is one.
    private static func memory(beside directory: String) -> String {
        let shared = "/dev/shm"
        guard FileManager.default.isWritableFile(atPath: shared) else { return directory }
        return "\(shared)/\(URL(fileURLWithPath: directory).lastPathComponent)"
    }

    private static func ids(in log: [UInt8]) -> [StoryID] {
        String(decoding: log, as: UTF8.self).split(separator: "\n").compactMap {
            $0.split(separator: "\t", omittingEmptySubsequences: false).last.flatMap { StoryID($0) }
        }
    }
}
