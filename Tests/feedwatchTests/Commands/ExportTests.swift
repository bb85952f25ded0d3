// SPDX-License-Identifier: Apache-2.0

import FeedModel
import FoundationEssentials
import Testing

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
