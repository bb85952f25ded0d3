// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

/// What goes wrong on the way, and what a person sees of it.
@Suite struct FaultTests {
    private let site: FeedSite

    init() throws { site = try FeedSite() }

    /// The status of the one feed, as programs read it.
    private func status(_ run: DaemonRun) throws -> [[String: Any]] {
        try run.feedwatch("status", "--json").text.split(separator: "\n").map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// The last entry has a title and nothing to know it by: it would be another one when it comes
    /// whole.
    @Test func anEntryCutInTheMiddleComesOnceAndWhole() throws {
        let rss = SampleItem.rss(title: "Cut", [.match(1), .match(2)])
        let end = try #require(rss.range(of: "<link>", options: .backwards)).lowerBound
        site.publish("/a.xml", HTTPReply(String(rss[..<end])))
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        #expect(try run.once().status == 75)
        #expect(try run.guids() == ["guid-1"])
        let feed = try #require(try status(run).first)
        #expect(feed["result"] as? String == "failed:truncated")
        #expect(feed["state"] as? String == "failing")
        site.publish("/a.xml", [.match(1), .match(2)])
        let whole = try run.once()
        #expect(whole.status == 0)
        #expect(whole.errors.contains("feed-recovered"))
        try run.expectExactlyOnce(["guid-1", "guid-2"])
    }

    @Test func oneFailureIsOneLine() throws {
        site.publish("/a.xml", HTTPReply(status: 500))
        let run = try DaemonRun(feeds: [site.server.url("/a.xml"), "http://127.0.0.1:1/b.xml"])
        let lines = try run.once().errors.split(separator: "\n").filter { $0.contains("feed-") }
        #expect(lines.count == 2)
        #expect(lines.contains { $0.hasSuffix(" -- 127.0.0.1:1: connect: Connection refused") })
        let times = lines.compactMap { $0.firstMatch(of: /next_poll=(\S+) -- ./)?.output.1 }
        #expect(times.count == 2)
        #expect(times.allSatisfy { $0.hasSuffix("Z") })
    }

    @Test func aFeedThatHasLeftIsNotShown() throws {
        site.publish("/a.xml", [.match(1)])
        site.publish("/b.xml", HTTPReply(status: 500))
        let run = try DaemonRun(feeds: ["/a.xml", "/b.xml"].map { site.server.url($0) })
        try run.once()
        #expect(try run.feedwatch("status", "--failing").status == 1)
        try run.configure(feeds: [site.server.url("/a.xml")])
        try run.once()
        #expect(try run.feedwatch("status", "--failing").status == 0)
        #expect(try status(run).count == 1)
        try run.configure(feeds: ["/a.xml", "/b.xml"].map { site.server.url($0) })
        try run.once()
        #expect(try status(run).compactMap { $0["failures"] as? Int }.sorted() == [0, 2])
    }

    /// A limit on the size of files is an error of writing, not the end of the process.
    @Test func aLimitOfFileSizeIsToldAndSurvived() throws {
        let text = (0..<4000).map { "word\($0)" }.joined(separator: " ")
        site.publish(
            "/a.xml",
            (1...20).map {
                var item = SampleItem.match($0)
                item.description += text
                return item
            })
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let output = try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"], prefix: "ulimit -f 200")
        #expect(output.status == 74, "\(output.errors)")
        #expect(output.errors.contains("File too large"))
        #expect(try run.once().status == 0)
        #expect(try run.guids().count == 20)
    }

    @Test func aRelativeFileIsFoundBesideTheConfiguration() throws {
        let run = try DaemonRun(feeds: ["{url: \"file:sub/feed.xml\"}"])
        try FileManager.default.createDirectory(
            atPath: "\(run.directory)/sub", withIntermediateDirectories: true)
        try run.write("sub/feed.xml", SampleItem.rss(title: "Local", [.match(1)]))
        let arguments = ["--config", "feedwatchd.yaml", "--store", run.store, "--once"]
        let output = try Program.run("feedwatchd", arguments, prefix: "cd '\(run.directory)'")
        #expect(output.text.hasPrefix("1 feed asked: 1 with news\n1 entry: 1 story, "))
        #expect(try run.guids() == ["guid-1"])
    }
}
