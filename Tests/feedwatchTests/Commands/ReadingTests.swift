// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@Suite struct ReadingTests {
    private let store: SampleStore

    init() throws { store = try SampleStore(count: 10) }

    @Test func listHasTheNewestFirst() throws {
        let outcome = try store.run("list")
        #expect(outcome.status == 0)
        #expect(outcome.lines.count == 10)
        let ids = outcome.lines.map { String($0.prefix(16)) }
        #expect(ids == store.stories.reversed().map(\.id.description))
        #expect(outcome.lines.first?.contains("2026-11-03 06:00  news.b.example") == true)
    }

    @Test func listOfJSONIsWhatIsStored() throws {
        let outcome = try store.run("list", "--json", "--limit", "3")
        let segment = "\(store.path)/stories/2026/11/2026-11-03.jsonl"
        let stored = try String(contentsOfFile: segment, encoding: .utf8).split(separator: "\n")
        #expect(outcome.lines.prefix(2) == Array(stored.reversed())[...])
        #expect(outcome.lines.count == 3)
    }

    @Test(arguments: [
        (["--topic", "talks"], 5), (["--topic", "talks", "--topic", "abductions"], 10),
        (["--source", "b.example"], 5), (["--source", "www.A.example"], 5),
        (["--source", ".example"], 0), (["--language", "en"], 5), (["--language", "en-US"], 0),
        (["--language", "EN_gb"], 5), (["--since", "2026-11-02T00:00:00Z"], 6),
        (["--until", "2026-11-02T00:00:00Z"], 4),
        (["--since", "2026-11-01 06:00", "--until", "2026-11-02"], 3),
        (["--since", "2026-11-02", "--language", "ja", "--limit", "2"], 2),
    ])
    func filters(arguments: [String], count: Int) throws {
        for command in [["list", "--json"], ["export"]] {
            let outcome = try BuiltProgram.run(["--store", store.path] + command + arguments)
            #expect(outcome.lines.count == count, "\(command)")
        }
    }

    @Test func timesAreLocal() throws {
        let outcome = try store.run("list", "--limit", "1", environment: ["TZ": "Asia/Tokyo"])
        #expect(outcome.output.contains("2026-11-03 15:00"))
    }

    @Test func showTakesAPrefix() throws {
        let id = store.stories[3].id
        let outcome = try store.run("show", String(id.description.prefix(4)).uppercased())
        #expect(outcome.status == 0)
        #expect(outcome.lines.first == "拉致問題 3")
        #expect(outcome.output.contains("\"quoted\"\nand more"))
        #expect(outcome.output.contains("families: body 12–20"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func showKnowsCopiesAndRevisions() throws {
        let id = store.stories[3].id
        try store.append(
            record: Sighting(
                story: id, seen: Instant(seconds: 1_793_600_000), url: "https://c.example/x",
                title: "Copy", source: "c.example",
                feed: FeedReference(url: "https://c.example/rss"), reason: .url, similarity: 1))
        try store.append(
            record: Revision(
                story: id, seen: Instant(seconds: 1_793_600_001), title: "拉致被害 3"))
        let page = try store.run("show", id.description)
        #expect(page.output.contains("c.example  (same url)"))
        #expect(page.output.contains("拉致[-問題-]{+被害+}"))
        let object = try #require(try store.run("show", "--json", id.description).objects().first)
        #expect((object["sightings"] as? [[String: Any]])?.first?["reason"] as? String == "url")
        #expect((object["revisions"] as? [[String: Any]])?.count == 1)
        #expect(object["title"] as? String == "拉致問題 3")
    }

    @Test func showSaysWhatIsNotFound() throws {
        let missing = try store.run("show", "zzzz")
        #expect(missing.status == 1)
        #expect(missing.errors == "feedwatch: zzzz: no such story\n")
        let several = try store.run("show", "0", store.stories[1].id.description)
        #expect(several.status == 1)
        #expect(several.errors.contains("0: several stories begin so"))
        #expect(several.lines.first == "拉致問題 1")
    }

    @Test func searchFindsNothingWith1AndRefusesWith65() throws {
        #expect(try store.run("search", "nothingness").status == 1)
        let wrong = try store.run("search", "families AND (x")
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("E_UNCLOSED_PAREN"))
        #expect(wrong.errors.contains("\n  families AND (x\n               ^\n"))
    }

    @Test func searchShowsTheWords() throws {
        let outcome = try store.run("search", "拉致 AND famil*", "--limit", "1")
        #expect(outcome.lines.count == 2)
        #expect(outcome.lines.last?.contains("=1+1 of the families") == true)
    }

    @Test func statsCountCopies() throws {
        try store.append(
            record: Sighting(
                story: store.stories[0].id, seen: Instant(seconds: 1_793_600_000),
                url: "https://c.example/x", title: "Copy", source: "c.example",
                feed: FeedReference(url: "https://c.example/rss"), reason: .url, similarity: 1))
        let bySource = try store.run("stats", "--by", "source", "--json").objects()
        #expect(
            bySource.map { $0["source"] as? String } == [
                "a.example", "news.b.example", "c.example",
            ])
        #expect(bySource.map { $0["stories"] as? Int } == [5, 5, 0])
        #expect(bySource.map { $0["sightings"] as? Int } == [0, 0, 1])
        let byTopic = try store.run("stats", "--by", "topic", "--json").objects()
        #expect(byTopic.first { $0["topic"] as? String == "talks" }?["sightings"] as? Int == 1)
        let byDay = try store.run("stats")
        #expect(
            byDay.lines.map { $0.prefix(10) } == [
                "DAY       ", "2026-11-01", "2026-11-02", "2026-11-03",
            ])
    }

    /// A line that is not what was written is told and skipped; the rest is there.
    @Test func damageIsToldAndSkipped() throws {
        let segment = "\(store.path)/stories/2026/11/2026-11-02.jsonl"
        var bytes = [UInt8](FileManager.default.contents(atPath: segment) ?? Data())
        let newline = try #require(bytes.firstIndex(of: 0x0A))
        bytes[newline + 30] ^= 1
        try Data(bytes).write(to: URL(filePath: segment))
        let outcome = try store.run("list", "--json")
        #expect(outcome.status == 0)
        #expect(outcome.lines.count == 9)
        #expect(
            outcome.errors.hasPrefix("feedwatch: damaged stories/2026/11/2026-11-02.jsonl:2: byte"))
    }

    @Test func aStoreIsFoundByTheEnvironment() throws {
        let outcome = try BuiltProgram.run(
            ["list", "--json"], environment: ["FEEDWATCH_STORE": store.path])
        #expect(outcome.lines.count == 10)
        let after = try BuiltProgram.run(["list", "--store", store.path, "--json"])
        #expect(after.lines.count == 10)
    }
}
