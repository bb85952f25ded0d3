// SPDX-License-Identifier: Apache-2.0

import FeedModel
import FoundationEssentials
import Testing
import Text

@Suite struct ExportTests {
    private let store: SampleStore

    init() throws { store = try SampleStore(count: 3) }

    @Test func feedsReadBack() throws {
        for format in ["atom", "jsonfeed"] {
            let outcome = try store.run("export", "--format", format)
            #expect(outcome.status == 0)
            let parsed = try BuiltProgram.run(["parse"], input: outcome.output)
            #expect(parsed.status == 0)
            let feed = try #require(try parsed.objects().first)
            let items = try #require(feed["items"] as? [[String: Any]])
            #expect(items.count == 3)
            #expect(
                items.map { $0["title"] as? String }
                    == store.stories.reversed().map(\.title.string))
            let facts = try #require(feed["_feedwatch"] as? [String: Any])
            #expect(facts["bozo"] as? Bool == false)
        }
    }

    /// RFC 4287 section 4.1.1: a feed should say where it is to be found, once that is known.
    @Test func feedsSayWhereTheyAre() throws {
        let address = "https://example.org/feeds/a?b=1&c=2"
        for format in ["atom", "jsonfeed"] {
            let outcome = try store.run("export", "--format", format, "--feed-url", address)
            let parsed = try BuiltProgram.run(["parse"], input: outcome.output)
            let feed = try #require(try parsed.objects().first)
            let facts = try #require(feed["_feedwatch"] as? [String: Any])
            #expect(feed["feed_url"] as? String == address)
            #expect(facts["self_url"] as? String == address)
            let silent = try store.run("export", "--format", format)
            #expect(!silent.output.contains(format == "atom" ? #"rel="self""# : "feed_url"))
        }
        for wrong in ["example.org/feed", "ftp://example.org/", "https:///", "https://a b/", ""] {
            let outcome = try store.run("export", "--format", "atom", "--feed-url", wrong)
            #expect(outcome.status == 64, "\(wrong)")
        }
        #expect(try store.run("export", "--format", "csv", "--feed-url", address).status == 64)
    }

    @Test func anEmptyExportIsValidAsWell() throws {
        for format in ["atom", "jsonfeed"] {
            let outcome = try store.run("export", "--format", format, "--topic", "none")
            let parsed = try BuiltProgram.run(["parse"], input: outcome.output)
            #expect(parsed.status == 0, "\(format)")
        }
        #expect(try store.run("export", "--format", "tsv", "--topic", "none").output.isEmpty)
    }

    @Test func spreadsheetsSeeNoFormula() throws {
        let outcome = try store.run("export", "--format", "csv", "--limit", "1")
        let rows = outcome.output.components(separatedBy: "\r\n")
        try #require(rows.count == 3)
        #expect(rows[0].hasPrefix("id,stored,date_published,source,"))
        #expect(rows[1].hasSuffix(#","'=1+1 of the families, ""quoted""\#nand more""#))
        #expect(rows[1].contains(#","Abduction talks, 0","#))
    }

    /// Some programs leave out blanks before they look for a formula.
    @Test(arguments: ["  =1+1", "\t+1", "\n-1", "\u{3000}＝1"])
    func noFormulaBehindBlanks(title: String) throws {
        let store = try SampleStore(count: 0)
        var story = SampleStore.story(0)
        story.title = UTF8Text(title)
        try store.append(story)
        let outcome = try store.run("export", "--format", "csv")
        let cell = CleanText.lines(title)
        #expect(outcome.output.contains(",'\(cell),") || outcome.output.contains(",\"'\(cell)\","))
    }

    @Test func tsvHasTheLayoutOfSfeed() throws {
        let outcome = try store.run("export", "--format", "tsv", "--limit", "1")
        let fields = try #require(outcome.lines.first).split(
            separator: "\t", omittingEmptySubsequences: false)
        #expect(
            fields == [
                "1793491200", "Abduction talks, 0", "https://a.example/0",
                #"=1+1 of the families, "quoted"\nand more"#, "plain",
                Substring(store.stories[0].id.description), "", "", "talks|tag one",
            ])
    }
}
