// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `DIR/feeds/TOPIC.atom` beside a daemon.
@Suite struct TopicFeedTests {
    private static let section = "store: {topic_feeds: true}"

    private func titles(_ run: DaemonRun) throws -> [String] {
        let parsed = try run.feedwatch("parse", "\(run.store)/feeds/abductions.atom")
        #expect(parsed.status == 0)
        let feed = try #require(
            try JSONSerialization.jsonObject(with: Data(parsed.text.utf8)) as? [String: Any])
        let own = try #require(feed["_feedwatch"] as? [String: Any])
        #expect(own["format"] as? String == "atom-1.0" && own["bozo"] as? Bool == false)
        // It lies beside itself, wherever its directory is served from.
        #expect(own["self_url"] as? String == "abductions.atom")
        let items = try #require(feed["items"] as? [[String: Any]])
        return items.compactMap { $0["title"] as? String }
    }

    private func stored(_ run: DaemonRun) throws -> [String] {
        try run.records().reversed().compactMap { $0["title"] as? String }
    }

    @Test func theNewestStoriesOfATopicAsAFeed() throws {
        let site = try FeedSite()
        site.publish("/a.xml", (0..<60).map { .match($0) })
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")], sections: Self.section)
        #expect(try run.once().status == 0)
        #expect(try titles(run) == stored(run))
        site.publish("/a.xml", (50..<120).map { .match($0) })
        #expect(try run.once().status == 0)
        #expect(try titles(run) == Array(stored(run).prefix(100)))
        let path = "\(run.store)/feeds/abductions.atom"
        let before = try FileManager.default.attributesOfItem(atPath: path)
        #expect(before[.posixPermissions] as? Int == 0o640)
        // Nothing new, nothing written; lost, it is made again from the store.
        #expect(try run.once().status == 0)
        let after = try FileManager.default.attributesOfItem(atPath: path)
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
        try FileManager.default.removeItem(atPath: path)
        #expect(try run.once().status == 0)
        #expect(try titles(run) == Array(stored(run).prefix(100)))
    }

    @Test func aTopicWithoutStoriesHasAFeedToo() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.miss(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")], sections: Self.section)
        #expect(try run.once().status == 0)
        #expect(try titles(run).isEmpty)
    }

    @Test func aRunningDaemonKeepsItCurrent() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(
            feeds: ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"],
            sections: Self.section)
        let daemon = try run.start()
        #expect(daemon.waitForLog("match topic=") != nil)
        site.publish("/a.xml", [.match(2), .match(1)])
        #expect(daemon.waitForLog("match topic=") != nil)
        // What waits for its turn is written before the end.
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        #expect(try titles(run) == stored(run))
    }
}
