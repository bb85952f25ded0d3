// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

/// Whatever feeds do to their guids and addresses, each story is stored exactly once: three
/// versions of a document, each to a daemon that is killed when it has polled, or to one that ends.
@Suite struct FeedHabitsTests {
    /// What becomes of an item in one of three fetches.
    struct Habit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// How many sightings the moves are.
        var sightings = 0
        let change: @Sendable (inout SampleItem, _ number: Int, _ fetch: Int) -> Void
    }

    static let habits = [
        Habit(testDescription: "a guid of its own for each fetch") { item, number, fetch in
            item.guid = "fetch-\(fetch)-\(number)"
        },
        Habit(testDescription: "one guid for all") { item, _, _ in item.guid = "today" },
        Habit(testDescription: "no guid") { item, _, _ in item.guid = "" },
        Habit(testDescription: "guids that become addresses") { item, _, fetch in
            if fetch > 0 { item.guid = item.link }
        },
        Habit(testDescription: "from http to https, and to www") { item, number, fetch in
            let site = ["http://news.example.org", "https://news.example.org"][min(fetch, 1)]
            item.link = "\(site)/story/\(number)"
            item.guid = (fetch == 2 ? "https://www.news.example.org" : site) + "/?p=\(number)"
        },
        Habit(testDescription: "parameters that change") { item, _, fetch in
            item.link += "?utm_source=rss&utm_campaign=\(fetch)&fbclid=\(fetch)"
        },
        Habit(testDescription: "a session in each address") { item, _, fetch in
            item.link += "?session=\(fetch)"
        },
        Habit(testDescription: "another host, the guids with it", sightings: 3) {
            item, number, fetch in
            let host = fetch == 0 ? "old.example.org" : "new.example.net"
            item.link = "https://\(host)/story/\(number)"
            item.guid = "https://\(host)/?p=\(number)"
        },
        Habit(testDescription: "another host, the guids as before") { item, number, fetch in
            item.link = "https://\(fetch == 0 ? "old.example.org" : "new.example.net")/\(number)"
        },
        Habit(testDescription: "no address") { item, _, _ in item.link = "" },
        Habit(testDescription: "neither address nor guid") { item, _, _ in
            item.link = ""
            item.guid = ""
        },
        Habit(testDescription: "one address for all") { item, _, _ in
            item.link = "https://news.example.org/"
        },
    ]

    @Test(arguments: habits)
    func eachStoryOnce(_ habit: Habit) throws {
        let site = try FeedSite()
        let run = try DaemonRun(feeds: ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"])
        for fetch in 0..<3 {
            // The newest first, and in the last fetch one more.
            let numbers = fetch == 2 ? [4, 3, 2, 1] : [3, 2, 1]
            site.publish(
                "/a.xml",
                numbers.map { number in
                    var item = SampleItem.match(number)
                    habit.change(&item, number, fetch)
                    return item
                })
            if fetch == 1 {
                try run.once()
            } else {
                let daemon = try run.start(["--log-level", "debug"])
                #expect(daemon.waitForLog("result=new") != nil)
                daemon.signal(SIGKILL)
                _ = daemon.finish()
            }
        }
        try run.once()
        let titles = try run.records().compactMap { $0["title"] as? String }
        #expect(titles.sorted() == (1...4).map { SampleItem.match($0).title }.sorted())
        #expect(try run.announced().count == 4)
        #expect(try run.records("sightings").count == habit.sightings)
        #expect(try run.records("revisions").isEmpty)
        #expect(try run.feedwatch("audit").status == 0)
    }

    @Test func twoFeedsInOneTurnAreOneStoryAndASighting() throws {
        let site = try FeedSite()
        let paths = (0..<6).map { "/\($0).xml" }
        for (feed, path) in paths.enumerated() {
            var item = SampleItem.match(1)
            item.guid = "\(feed)"
            item.link = "https://site\(feed).example.org/story"
            item.description += "<p>Families waited in the rain for the minister to answer.</p>"
            if feed % 2 == 1 { item.title = "Minister answers families on abductions" }
            site.publish(path, title: "Feed \(feed)", [item, .match(100 + feed)])
        }
        let run = try DaemonRun(feeds: paths.map { site.server.url($0) })
        try run.once()
        #expect(try run.records().count == 7)
        let sightings = try run.records("sightings")
        #expect(sightings.count == 5)
        #expect(Set(sightings.compactMap { $0["story"] as? String }).count == 1)
        #expect(Set(sightings.compactMap { $0["reason"] as? String }) == ["near", "text"])
        #expect(
            sightings.allSatisfy { ($0["similarity"] as? Double).map { $0 > 0.65 } ?? false })
        let id = try #require(sightings.first?["story"] as? String)
        let page = try run.feedwatch("show", id).text
        #expect(page.contains("seen again 5 times"))
        #expect(page.contains("near-duplicate, 100 %") && page.contains("same text"))
        #expect(page.contains("at once") && page.contains("site"))
    }

    // MARK: Revisions

    private static let content =
        "<p>Families of the abducted met the minister in Tokyo. North Korea did not answer.</p>"

    /// A document of one item with a summary beside its content.
    private static func document(
        title: String = "Abductions: families meet", link: String = "https://example.org/a",
        summary: String = "A summary.", content: String = Self.content
    ) -> String {
        """
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Sample</title><item><title>\(title)</title><link>\(link)</link><guid>1</guid>
        <description><![CDATA[\(summary)]]></description>
        <content:encoded><![CDATA[\(content)]]></content:encoded></item></channel></rss>
        """
    }

    @Test func cosmeticChangesAreNoRevisions() throws {
        let site = try FeedSite()
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let counted = Self.content + "<p>3 comments</p>"
        for document in [
            Self.document(content: counted),
            Self.document(title: "Abductions:  families\n meet", content: counted),
            Self.document(
                link: "https://www.example.org/a?utm_source=rss", content: counted),
            Self.document(summary: "Quite another summary.", content: counted),
            Self.document(summary: "", content: counted),
            Self.document(content: counted.replacingOccurrences(of: " ", with: "\n   ")),
            Self.document(content: counted.replacingOccurrences(of: ".", with: ";")),
            Self.document(content: Self.content + "<br><p>12 comments</p>"),
            Self.document(content: Self.content + "<p>1,345 comments</p>"),
        ] {
            site.publish("/a.xml", HTTPReply(document))
            try run.once()
            #expect(try run.records("revisions").isEmpty, "\(document)")
        }
        #expect(try run.records().count == 1)
        #expect(try run.records("sightings").isEmpty)
    }

    @Test func changesAreRevisions() throws {
        let site = try FeedSite()
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let more = Self.content + "<p>The minister promised to ask again in the spring.</p>"
        for (number, document) in [
            Self.document(), Self.document(title: "Abductions: families wait"),
            Self.document(title: "Abductions: families wait", content: more), Self.document(),
        ].enumerated() {
            site.publish("/a.xml", HTTPReply(document))
            try run.once()
            try FileManager.default.removeItem(atPath: "\(run.store)/state")
            try run.once()
            #expect(try run.records("revisions").count == number, "\(document)")
        }
        let changed = try run.records("revisions").map { $0["changed"] as? [String] }
        #expect(changed == [["title"], ["content_text"], ["title", "content_text"]])
        #expect(try run.records().count == 1)
    }
}
