// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

/// What is exported is read back whole and without a complaint: by this project's parser, and by
/// others' programs where they are installed.
@Suite(.timeLimit(.minutes(2))) struct ForeignReaderTests {
    private static let hasPython = ForeignTool.isInstalled("python3")
    private static let hasFeedparser = ForeignTool.pythonHas("feedparser")
    private static let hasSfeed = ForeignTool.isInstalled("sfeed_plain")
    private static let hasNewsboat = ForeignTool.isInstalled("newsboat")

    private let full: SampleStore
    private let empty: SampleStore
    private let files: TemporaryFiles

    init() throws {
        full = try SampleStore(count: 0)
        for story in NastyStories.all { try full.append(story) }
        empty = try SampleStore(count: 0)
        files = try TemporaryFiles()
    }

    private var stores: [SampleStore] { [full, empty] }

    /// Exports to a file and says where it is.
    private func export(_ store: SampleStore, _ format: String) throws -> String {
        let outcome = try store.run("export", "--format", format)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let path = "\(files.path)/export.\(format)"
        try outcome.output.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    @Test(arguments: ["atom", "jsonfeed"]) func ourParserHasNothingToSay(format: String) throws {
        for store in stores {
            let parsed = try BuiltProgram.run(["parse", export(store, format)])
            #expect(parsed.status == 0 && parsed.errors.isEmpty)
            let feed = try #require(try parsed.objects().first)
            #expect((feed["items"] as? [Any])?.count == store.stories.count)
            let facts = try #require(feed["_feedwatch"] as? [String: Any])
            #expect(facts["bozo"] as? Bool == false)
            #expect(facts["warnings"] == nil || (facts["warnings"] as? [Any])?.isEmpty == true)
        }
    }

    /// RFC 4287 section 4.2.7.1: links are IRIs, whatever the feeds had.
    @Test func linksOfAtomAreIRIs() throws {
        let atom = try String(contentsOfFile: export(full, "atom"), encoding: .utf8)
        let links = atom.components(separatedBy: "href=\"").dropFirst().compactMap {
            $0.components(separatedBy: "\"").first
        }
        #expect(links.count == 2 * NastyStories.titles.count)
        let refused = ["&quot;", "&lt;", "&gt;", " ", "\\", "^", "`", "{", "|", "}"]
        #expect(links.allSatisfy { link in refused.allSatisfy { !link.contains($0) } })
        #expect(links.contains("https://a.example/a%20b.mp3?x&amp;y"))
        #expect(links.contains("https://a.example/0?a=1&amp;b=%222%22&amp;c='3'"))
    }

    /// What JSON Feed 1.1 says that every item has, and every attachment.
    @Test func itemsOfJSONFeedAreWhole() throws {
        let text = try String(contentsOfFile: export(full, "jsonfeed"), encoding: .utf8)
        let feed = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.count == full.stories.count)
        for item in items {
            #expect(item["id"] is String)
            #expect(item["content_text"] is String || item["content_html"] is String)
            for attachment in item["attachments"] as? [[String: Any]] ?? [] {
                #expect(attachment["url"] is String && attachment["mime_type"] is String)
            }
        }
    }

    @Test(.enabled(if: hasFeedparser, "python3 has no module feedparser"))
    func feedparserReadsAtom() throws {
        let program = """
            import feedparser, sys
            feed = feedparser.parse(sys.stdin.buffer.read())
            things = [feed.feed, *feed.entries]
            dated = all(thing.get("updated_parsed") and thing.get("id") for thing in things)
            print(bool(feed.bozo), feed.version, len(feed.entries), dated)
            """
        for store in stores {
            let atom = try export(store, "atom")
            let read = try ForeignTool.run(["python3", "-c", program], input: atom)
            #expect(read.output == "False atom10 \(store.stories.count) True\n", "\(read)")
        }
    }

    @Test(.enabled(if: hasPython, "no python3")) func pythonReadsTheTable() throws {
        let program = """
            import csv, io, json, sys
            csv.field_size_limit(1 << 30)
            text = io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline="")
            print(json.dumps(list(csv.reader(text, strict=True))))
            """
        for store in stores {
            let read = try ForeignTool.run(["python3", "-c", program], input: export(store, "csv"))
            let rows = try #require(
                try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [[String]])
            #expect(rows.dropFirst().map { $0[0] } == store.stories.map(\.id.description))
            #expect(rows.allSatisfy { $0.count == rows[0].count })
            let cells = rows.dropFirst().joined()
            #expect(
                cells.allSatisfy { cell in
                    let first = cell.unicodeScalars.first { !$0.properties.isWhitespace }
                    return first.map { !"=+-@＝＋－＠".unicodeScalars.contains($0) } ?? true
                })
            #expect(
                cells.allSatisfy {
                    $0.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }
                })
        }
    }

    @Test(
        .enabled(if: hasSfeed, "no sfeed"),
        arguments: [
            "sfeed_plain", "sfeed_html", "sfeed_atom", "sfeed_mbox", "sfeed_twtxt", "sfeed_gopher",
        ])
    func sfeedReadsItsOwnLayout(tool: String) throws {
        for store in stores {
            let read = try ForeignTool.run([tool], input: export(store, "tsv"))
            #expect(read.status == 0 && read.errors.isEmpty, "\(read.errors)")
            let found =
                switch tool {
                case "sfeed_atom": read.output.components(separatedBy: "<entry>").count - 1
                case "sfeed_mbox": read.output.components(separatedBy: "\nMessage-ID: ").count - 1
                case "sfeed_plain", "sfeed_twtxt": read.lines.count
                default: store.stories.count
                }
            #expect(found == store.stories.count)
            guard tool == "sfeed_atom" else { continue }
            // No character came through that XML has none for.
            let path = "\(files.path)/sfeed.atom"
            try read.output.write(toFile: path, atomically: false, encoding: .utf8)
            let parsed = try BuiltProgram.run(["parse", path])
            let facts = try parsed.objects().first?["_feedwatch"] as? [String: Any]
            #expect(facts?["bozo"] as? Bool == false)
        }
    }

    @Test(.enabled(if: hasNewsboat, "no newsboat")) func newsboatImportsTheFeeds() throws {
        let addresses = [
            "https://example.org/rss?a=1&b=2", "https://korea.example/rss",
            "http://none.example/feed.xml",
        ]
        let setup = try TemporaryFiles([
            "t.yaml": "name: a\nquery: abduct*\n",
            "c.yaml": """
            topics: [t.yaml]
            feeds:
              - {url: "\(addresses[0])", name: "Ex & <Co> \\"quoted\\" 'x'"}
              - {url: "\(addresses[1])", name: "한국 뉴스 📰, 日本語、中文"}
              - {url: "\(addresses[2])"}
            """,
        ])
        let list = try BuiltProgram.run([
            "feeds", "export", "--config", "\(setup.path)/c.yaml",
        ])
        #expect(list.status == 0)
        try list.output.write(
            toFile: "\(setup.path)/feeds.opml", atomically: false, encoding: .utf8)
        let imported = try ForeignTool.run(
            ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "/dev/null", "-i", "feeds.opml"],
            in: setup.path)
        #expect(imported.status == 0, "\(imported)")
        let urls = try String(contentsOfFile: "\(setup.path)/urls", encoding: .utf8)
        #expect(urls.split(separator: "\n").map(String.init) == addresses)
    }
}
