// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

/// One daemon, one site, round after round.
@Suite struct PollingRoundTests {
    @Test func firstUnchangedChangedAndRestarted() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), .miss(2), .match(3)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])

        let first = try run.once()
        #expect(first.status == 0, "\(first.errors)")
        try run.expectExactlyOnce(["guid-1", "guid-3"])

        let second = try run.once()
        #expect(second.status == 0)
        let asked = site.requests(for: "/a.xml")
        #expect(asked.count == 2)
        #expect(asked.first?.header("If-None-Match") == nil)
        #expect(asked.last?.header("If-None-Match") != nil)
        try run.expectExactlyOnce(["guid-1", "guid-3"])

        site.publish("/a.xml", [.match(4), .match(1), .miss(2)])
        #expect(try run.once().status == 0)
        try run.expectExactlyOnce(["guid-1", "guid-3", "guid-4"])
    }

    @Test func offsetsGiveTheWordsThatMatched() throws {
        let site = try FeedSite()
        var item = SampleItem.match(1)
        item.title = "𝕏 é北朝鮮 Abductions and Ｎｏｒｔｈ Korea"
        site.publish("/a.xml", [item])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        let story = try #require(try run.records().first)
        let title = Array(try #require(story["title"] as? String).unicodeScalars)
        let own = try #require(story["_feedwatch"] as? [String: Any])
        let topics = try #require(own["topics"] as? [[String: Any]])
        let matches = try #require(topics.first?["matches"] as? [[String: Any]])
        let words = matches.compactMap { match -> String? in
            guard match["field"] as? String == "title", let start = match["start"] as? Int,
                let end = match["end"] as? Int
            else { return nil }
            return String(String.UnicodeScalarView(title[start..<end]))
        }
        #expect(words == ["Abductions", "Ｎｏｒｔｈ Korea"])
    }

    @Test func aRunningDaemonTakesUpWhatAppears() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"])
        let daemon = try run.start()
        #expect(daemon.waitForLog("match topic=abductions") != nil)
        site.publish("/a.xml", [.match(2), .match(1)])
        let line = try #require(daemon.waitForLog("match topic=abductions"))
        #expect(line.contains(" notice match topic=abductions source=news.example.org title="))
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        try run.expectExactlyOnce(["guid-1", "guid-2"])
    }

    @Test func aBrokenFeedStopsNoOther() throws {
        let site = try FeedSite()
        site.publish("/good.xml", [.match(1)])
        site.publish(
            "/page.xml", HTTPReply("<!DOCTYPE html><title>Hello</title>", type: "text/html"))
        site.publish("/error.xml", HTTPReply(status: 500))
        site.publish("/reset.xml", HTTPReply(content: .reset))
        site.publish("/empty.xml", HTTPReply(""))
        let cut = SampleItem.rss(title: "Cut", [.match(2), .match(3)])
        let end = try #require(cut.range(of: "</item>", options: .backwards)).lowerBound
        site.publish("/cut.xml", HTTPReply(String(cut[..<end])))
        let paths = [
            "/page.xml", "/error.xml", "/reset.xml", "/empty.xml", "/cut.xml", "/good.xml",
        ]
        let run = try DaemonRun(
            feeds: paths.map { site.server.url($0) } + ["http://127.0.0.1:1/refused.xml"])
        let output = try run.once()
        #expect(output.status == 0, "\(output.errors)")
        let guids = try run.guids()
        #expect(guids.contains("guid-1") && guids.contains("guid-2"))
        let status = try run.feedwatch("status", "--json")
        for result in ["failed:html", "failed:http", "failed:empty", "failed:refused"] {
            #expect(status.text.contains("\"result\":\"\(result)\""), "\(status.text)")
        }
        #expect(try run.feedwatch("status", "--failing").status == 1)
    }

    @Test func everyFeedFailingIsTemporary() throws {
        let run = try DaemonRun(feeds: ["http://127.0.0.1:1/refused.xml"])
        #expect(try run.once().status == 75)
    }

    @Test func theBooksBalance() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), .miss(2), .match(3)])
        site.publish("/b.xml", [.match(1, host: "www.news.example.org"), .miss(4)])
        let run = try DaemonRun(feeds: ["/a.xml", "/b.xml"].map { site.server.url($0) })
        try run.once()
        site.publish("/a.xml", [.match(5), .match(1), .miss(2), .match(3)])
        try run.once()
        var sums: [String: Int] = [:]
        for line in try run.feedwatch("status", "--json").text.split(separator: "\n") {
            let feed = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for (name, count) in try #require(feed["books"] as? [String: Int]) {
                sums[name, default: 0] += count
            }
        }
        #expect(sums["stories"] == 3)
        #expect(sums["sightings"] == 1)
        #expect(sums["rejected"] == 2)
        #expect(sums["known"] == 3)
        #expect(sums["seen"] == 9)
    }
}
