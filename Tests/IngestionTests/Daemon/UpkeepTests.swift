// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Polling
import StoryStore
import Testing

/// `compress_after` and `delete_after`, as a user sees them.
@Suite struct UpkeepTests {
    /// A store with the stories of `site`, forty days old, and nothing of the poll state.
    private func aged(_ site: FeedSite, _ store: String) throws -> DaemonRun {
        site.publish("/a.xml", (0..<5).map { .match($0) })
        site.publish("/b.xml", [copy])
        let feeds = ["/a.xml", "/b.xml"].map { site.server.url($0) }
        let run = try DaemonRun(feeds: feeds)
        // In this order: the copy is one of a story that is stored.
        try run.configure(feeds: [feeds[0]])
        #expect(try run.once().status == 0)
        try run.configure(feeds: feeds)
        #expect(try run.once().status == 0)
        #expect(try run.records("sightings").count == 1)
        try age(run)
        let path = "\(run.directory)/feedwatchd.yaml"
        try run.write(
            "feedwatchd.yaml",
            String(contentsOfFile: path, encoding: .utf8) + "store:\n  \(store)\n")
        return run
    }

    private var copy: SampleItem {
        var item = SampleItem.match(3, host: "copies.example.org")
        item.guid = "copy"
        return item
    }

    /// Stores everything again, forty days ago.
    private func age(_ run: DaemonRun) throws {
        let reader = try StoreReader(directory: run.store)
        var batch = StoryBatch()
        try reader.forEachStory { story, _ in
            batch.stories.append(story)
            return true
        }
        try reader.forEach(Sighting.self) { sighting, _ in
            batch.sightings.append(sighting)
            return true
        }
        try FileManager.default.removeItem(atPath: run.store)
        let then = Instant(seconds: Int64(Date().timeIntervalSince1970)) - .seconds(40 * 86_400)
        var writer = try StoryWriter.open(directory: run.store, announced: nil)
        let locations = try writer.append(&batch, now: then)
        try writer.announce(
            zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
    }

    private func names(_ run: DaemonRun, _ kind: String) throws -> [String] {
        let root = "\(run.store)/\(kind)"
        guard FileManager.default.fileExists(atPath: root) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter {
            $0.contains(".jsonl")
        }
    }

    @Test func oldSegmentsAreCompressed() throws {
        let site = try FeedSite()
        let run = try aged(site, "compress_after: 7d")
        let output = try run.once()
        #expect(output.status == 0)
        #expect(output.errors.contains("compressed file=stories/"))
        #expect(try names(run, "stories").count == 1)
        #expect(try names(run, "stories").allSatisfy { $0.hasSuffix(".gz") })
        #expect(try run.feedwatch("verify").status == 0)
        let day = try #require(try names(run, "stories").first).suffix(19).prefix(10)
        let filters = "\(run.store)/state/search/\(day).terms"
        #expect(FileManager.default.fileExists(atPath: filters))
        let found = try run.feedwatch("search", "--json", "abductions")
        #expect(found.text.split(separator: "\n").count == 5)
        #expect(try run.feedwatch("search", "nowhere").status == 1)
        // Known by what is compressed, too.
        try FileManager.default.removeItem(atPath: "\(run.store)/state")
        #expect(try run.once().status == 0)
        #expect(try names(run, "stories").count == 1)
        #expect(try run.feedwatch("list", "--json").text.split(separator: "\n").count == 5)
    }

    @Test func whatWasRemovedDoesNotComeBack() throws {
        let site = try FeedSite()
        let run = try aged(site, "delete_after: 7d")
        let output = try run.once()
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.errors.contains("deleted file=stories/"))
        #expect(try names(run, "stories").isEmpty)
        #expect(try names(run, "sightings").isEmpty)
        // Neither with the poll state nor without it, changed or not, nor its copy.
        for round in 0..<3 {
            if round > 0 { try FileManager.default.removeItem(atPath: "\(run.store)/state") }
            if round == 2 {
                var changed = SampleItem.match(1)
                changed.description += " Another paragraph."
                site.publish("/a.xml", [changed, .match(0), .match(2), .match(3), .match(4)])
            }
            #expect(try run.once().status == 0)
            #expect(try names(run, "stories").isEmpty, "round \(round)")
            #expect(try names(run, "revisions").isEmpty, "round \(round)")
            #expect(try names(run, "sightings").isEmpty, "round \(round)")
        }
        site.publish("/a.xml", [.match(9), .match(0), .match(1)])
        #expect(try run.once().status == 0)
        #expect(try run.guids() == ["guid-9"])
        #expect(try run.feedwatch("verify").status == 0)
    }

    /// A clock that went back since the last run is not believed about what is old.
    @Test func aClockThatWentBackIsToldAndRemovesNothing() throws {
        let site = try FeedSite()
        let run = try aged(site, "delete_after: 7d")
        try FileManager.default.createDirectory(
            atPath: "\(run.store)/state", withIntermediateDirectories: true)
        #expect(try names(run, "stories").count == 1)
        // As if the last run had ended in an hour and a half.
        let path = "\(run.store)/state/polls.sqlite"
        let clock = Int64(Date().timeIntervalSince1970 + 5400) * 1000
        try PollStateFile.open(path).file.save(PollStateBatch(), values: ["clock": "\(clock)"])
        let output = try run.once()
        #expect(output.errors.contains("clock-stepped"))
        #expect(try names(run, "stories").count == 1)
    }
}
