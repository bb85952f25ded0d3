// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What nearly matched is written down for whoever tunes topics, and keeps nothing up.
@Suite struct NearMissTests {
    private func item(_ number: Int) -> SampleItem {
        var item = SampleItem.match(number)
        item.title = "Abducted once more, \(number)"
        item.description = "Nobody knows where."
        return item
    }

    private func run(_ site: FeedSite, nearMisses: Int) throws -> DaemonRun {
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let path = "\(run.directory)/feedwatchd.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try run.write("feedwatchd.yaml", text + "store: {near_misses: \(nearMisses)}\n")
        return run
    }

    private func lines(_ run: DaemonRun) -> [Substring] {
        let text = try? String(contentsOfFile: "\(run.store)/near-misses.log", encoding: .utf8)
        return (text ?? "").split(separator: "\n")
    }

    @Test func aSampleIsWrittenDown() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), item(2)])
        let run = try run(site, nearMisses: 5)
        let output = try run.once()
        #expect(output.status == 0)
        #expect(!output.errors.contains("near_misses"))
        let lines = lines(run)
        try #require(lines.count == 1)
        let fields = lines[0].split(separator: "\t")
        try #require(fields.count == 6)
        #expect(fields[1] == "abductions")
        #expect(fields[3] == "Abducted once more, 2")
        #expect(fields[5] == "\"North Korea*\" OR Pyongyang")
        // The same entries again are nothing new.
        try run.once()
        #expect(self.lines(run).count == 1)
    }

    @Test func aDayHasItsLimitAcrossStarts() throws {
        let site = try FeedSite()
        let run = try run(site, nearMisses: 3)
        for round in 0..<3 {
            site.publish("/a.xml", (0..<20).map { item(round * 20 + $0) })
            try run.once()
        }
        #expect((1...3).contains(lines(run).count))
    }

    @Test func noneIsWrittenUnlessAskedFor() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), item(2)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        #expect(!FileManager.default.fileExists(atPath: "\(run.store)/near-misses.log"))
    }

    @Test func aLogThatCannotBeWrittenKeepsNothingUp() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), item(2)])
        let run = try run(site, nearMisses: 5)
        try FileManager.default.createDirectory(
            atPath: "\(run.store)/near-misses.log", withIntermediateDirectories: true)
        let output = try run.once()
        #expect(output.status == 0)
        #expect(output.errors.contains("store-failed"))
        try run.expectExactlyOnce(["guid-1"])
    }
}
