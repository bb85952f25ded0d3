// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What comes twice is stored once, and what changes is told.
@Suite struct CopiesTests {
    @Test func anotherFeedsCopyIsASighting() throws {
        let site = try FeedSite()
        var copy = SampleItem.match(1)
        copy.guid = "elsewhere-1"
        copy.link = "http://www.news.example.org/story/1/?utm_source=partner#top"
        site.publish("/a.xml", title: "First", [.match(1)])
        site.publish("/b.xml", title: "Second", [copy])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        try run.configure(feeds: [site.server.url("/a.xml"), site.server.url("/b.xml")])
        try run.once()
        try run.once()
        try run.expectExactlyOnce(["guid-1"])
        let sightings = try run.records("sightings")
        #expect(sightings.count == 1)
        #expect(sightings.first?["reason"] as? String == "url")
        #expect(sightings.first?["story"] as? String == (try run.records().first?["id"] as? String))
    }

    @Test func aChangedTextIsARevision() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        var changed = SampleItem.match(1)
        changed.title = "Abductions: correction on North Korea and what was said"
        site.publish("/a.xml", [changed])
        try run.once()
        try run.expectExactlyOnce(["guid-1"])
        let revisions = try run.records("revisions")
        #expect(revisions.count == 1)
        #expect(revisions.first?["changed"] as? [String] == ["title"])
        #expect(revisions.first?["title"] as? String == changed.title)
    }

    @Test func deletingTheStateLosesAndDoublesNothing() throws {
        let site = try FeedSite()
        var copy = SampleItem.match(1)
        copy.link = "https://m.news.example.org/story/1"
        site.publish("/a.xml", [.match(1), .match(2), .miss(3)])
        site.publish("/b.xml", [copy])
        let run = try DaemonRun(feeds: ["/a.xml", "/b.xml"].map { site.server.url($0) })
        try run.once()
        let sightings = try run.records("sightings").count
        try FileManager.default.removeItem(atPath: "\(run.store)/state")
        try run.once()
        try run.expectExactlyOnce(["guid-1", "guid-2"])
        #expect(try run.records("sightings").count == sightings)
        #expect(try run.records("revisions").isEmpty)
    }

    @Test func aNewTopicFindsWhatTheFeedStillShows() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), .miss(2)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        try run.write("topics/weather.yaml", "name: weather\nquery: weather\n")
        try run.once()
        try run.expectExactlyOnce(["guid-1", "miss-2"])
    }
}
