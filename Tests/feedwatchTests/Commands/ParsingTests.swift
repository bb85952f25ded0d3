// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct ParsingTests {
    private let feed = """
        <rss version="2.0"><channel><title>Example</title><item><title>One</title>\
        <link>/one</link><description>&lt;a href="/two"&gt;Two&lt;/a&gt;</description></item>\
        </channel></rss>
        """

    private func item(_ arguments: [String]) throws -> [String: Any] {
        let outcome = try BuiltProgram.run(["parse"] + arguments, input: feed)
        #expect(outcome.status == 0)
        let document = try #require(try outcome.objects().first)
        return try #require((document["items"] as? [[String: Any]])?.first)
    }

    @Test func relativeLinksStayWhereNothingSaysWhatTheyAreRelativeTo() throws {
        let item = try item([])
        #expect(item["url"] as? String == "/one")
        #expect(item["content_html"] as? String == "<a href=\"/two\">Two</a>")
    }

    @Test func relativeLinksStartAtTheBase() throws {
        let item = try item(["--base-url", "https://example.org/feeds/rss"])
        #expect(item["url"] as? String == "https://example.org/one")
        #expect(
            item["content_html"] as? String == "<a href=\"https://example.org/two\">Two</a>")
    }

    @Test(
        "a base that is none is refused",
        arguments: [
            "not a url", "example.org/feed", "", "mailto:a@example.org", "https://", "//a/b",
        ])
    func badBase(base: String) throws {
        let outcome = try BuiltProgram.run(["parse", "--base-url", base], input: feed)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("--base-url"))
    }

    @Test func manyFilesAreAllParsedAndOptionsBehindThemCount() throws {
        let files = try TemporaryFiles(["good.xml": feed])
        let names = Array(repeating: "\(files.path)/good.xml", count: 300)
        let base = ["--base-url", "http://example.org/"]
        for arguments in [base + names, names + base, names[..<150] + base + names[150...]] {
            let outcome = try BuiltProgram.run(["parse"] + arguments)
            #expect(outcome.status == 0)
            let documents = try outcome.objects()
            #expect(documents.count == 300)
            let item = (documents.last?["items"] as? [[String: Any]])?.first
            #expect(item?["url"] as? String == "http://example.org/one")
        }
    }

    @Test func whatIsNoFeedIsNamedAndTheRestGoesOn() throws {
        let page = "<!DOCTYPE html><html><head><title>x</title></head></html>"
        let files = try TemporaryFiles(["good.xml": feed, "page.html": page])
        let names = ["page.html", "good.xml", "missing.xml", "good.xml"]
        let outcome = try BuiltProgram.run(["parse"] + names.map { "\(files.path)/\($0)" })
        #expect(outcome.status == 65)
        #expect(try outcome.objects().count == 2)
        #expect(outcome.errors.contains("an HTML page"))
        #expect(outcome.errors.contains("missing.xml: No such file"))
    }
}
