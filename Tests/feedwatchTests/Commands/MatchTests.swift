// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct MatchTests {
    private let files: TemporaryFiles

    init() throws {
        files = try TemporaryFiles([
            "topic.yaml": """
            name: abductions
            query: abduct* AND (Korea OR 北朝鮮) NOT soccer
            examples:
              match: [story.txt]
              ignore: [other.txt]
            """,
            "failing.yaml": """
            name: failing
            query: soccer
            examples:
              match: [story.txt]
            """,
            "talks.yaml": "name: talks\nquery: \"3 OR 2\"\n",
            "wrong.yaml": "name: wrong\nquery: |\n  abduct* AND\n  (Korea\n",
            "unknown.yaml": "name: unknown\nqery: x\n",
            "story.txt": "\nAbduction talks\nNorth Korea said.\n",
            "other.txt": "Soccer\nKorea won.\n",
            "feed.xml": """
            <rss version="2.0"><channel><title>F</title><link>http://f.example/</link>
            <description>d</description>
            <item><title>Weather</title><description>Rain</description></item>
            <item><title>北朝鮮</title><description>&lt;p&gt;abducted&lt;/p&gt;</description></item>
            </channel></rss>
            """,
            "page.html": "<!DOCTYPE html><html><head><title>x</title></head><body>y</body></html>",
        ])
    }

    private func file(_ name: String) -> String { "\(files.path)/\(name)" }

    @Test func textsAndFeeds() throws {
        let outcome = try BuiltProgram.run([
            "match", "--topic", file("topic.yaml"), file("story.txt"), file("feed.xml"), "--json",
        ])
        #expect(outcome.status == 0)
        let lines = try outcome.objects()
        try #require(lines.count == 3)
        #expect(lines.map { $0["item"] as? Int } == [0, 0, 1])
        #expect(lines.map { $0["matched"] as? Bool } == [true, false, true])
        #expect(
            outcome.lines.first.map(String.init)
                == #"{"file":"\#(file("story.txt"))","item":0,"topic":"abductions","matched":true,"#
                + #""score":2,"matches":[{"term":"abduct*","field":"title","start":0,"end":9},"#
                + #"{"term":"Korea","field":"body","start":6,"end":11}]}"#)
    }

    @Test func standardInputIsADocument() throws {
        let outcome = try BuiltProgram.run(
            ["match", "--topic", file("topic.yaml")], input: "Abduction\nKorea")
        #expect(try outcome.objects().first?["file"] as? String == "-")
        #expect(try outcome.objects().first?["matched"] as? Bool == true)
    }

    @Test func aWrongQueryIsToldInBothForms() throws {
        let json = try BuiltProgram.run(["match", "--topic", file("wrong.yaml"), "--json", "-"])
        #expect(json.status == 65)
        #expect(
            json.output
                == #"{"error":{"code":"E_UNCLOSED_PAREN","position":12,"#
                + #""message":"this parenthesis is never closed"}}"# + "\n")
        #expect(json.errors.isEmpty)
        let words = try BuiltProgram.run(["match", "--topic", file("wrong.yaml"), "-"])
        #expect(words.status == 65)
        #expect(words.output.isEmpty)
        #expect(words.errors.hasPrefix("feedwatch: \(file("wrong.yaml")):4:3: E_UNCLOSED_PAREN"))
    }

    @Test func theRestGoesOnAfterAFailure() throws {
        let outcome = try BuiltProgram.run([
            "match", "--topic", file("topic.yaml"), file("page.html"), file("missing"),
            file("story.txt"),
        ])
        #expect(outcome.status == 65)
        #expect(outcome.lines.count == 1)
        #expect(outcome.errors.contains("page.html: an HTML page"))
        #expect(outcome.errors.contains("missing: No such file or directory"))
    }

    @Test func missingTopicsAreNoInput() throws {
        let outcome = try BuiltProgram.run(["match", "--topic", file("missing.yaml"), "-"])
        #expect(outcome.status == 66)
    }

    @Test(arguments: [
        ("topic.yaml", 0), ("failing.yaml", 65), ("wrong.yaml", 65), ("unknown.yaml", 65),
        ("missing.yaml", 66),
    ])
    func topicCheckEndsWith(name: String, status: Int32) throws {
        let outcome = try BuiltProgram.run(["topic", "check", "--json", file(name)])
        #expect(outcome.status == status)
        #expect(try outcome.objects().first?["ok"] as? Bool == (status == 0))
    }

    @Test func topicCheckSaysWhatIsWrong() throws {
        let names = ["topic", "failing", "wrong", "unknown", "missing"]
        let outcome = try BuiltProgram.run(
            ["topic", "check"] + names.map { file("\($0).yaml") })
        // The first that is not right decides.
        #expect(outcome.status == 65)
        for words in [
            "ok, 2 of 2 examples right",
            "should match, and does not: no soccer within title or body",
            "by abduct*, Korea", "1 of 3 clauses hold; no abduct* within title or body; ",
        ] {
            #expect(outcome.output.contains(words), "\(words)")
        }
        for words in [
            "wrong.yaml:4:3: E_UNCLOSED_PAREN", "`query`", "missing.yaml: No such file",
        ] {
            #expect(outcome.errors.contains(words), "\(words)")
            #expect(!outcome.output.contains(words), "\(words)")
        }
    }

    @Test func everyErrorOfATopicIsTold() throws {
        let more = try TemporaryFiles(["lists.yaml": "name: l\nany: [a b, \"a*\"]\nnone: [—]\n"])
        let path = "\(more.path)/lists.yaml"
        let words = try BuiltProgram.run(["topic", "check", path])
        #expect(words.status == 65)
        #expect(words.output.isEmpty)
        #expect(words.errors.contains("lists.yaml:2:13: E_WILDCARD_SHORT"))
        #expect(words.errors.contains("lists.yaml:3:8: E_EMPTY_TERM"))
        // For programs it is one: the first.
        let json = try BuiltProgram.run(["match", "--topic", path, "--json", "-"])
        #expect(json.lines.count == 1)
        #expect(json.output.hasPrefix(#"{"error":{"code":"E_WILDCARD_SHORT","position":0,"#))
    }

    @Test func explainSaysWhy() throws {
        let outcome = try BuiltProgram.run([
            "topic", "explain", file("topic.yaml"), file("other.txt"),
        ])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("no  abduct*"))
        #expect(outcome.output.contains("“Korea” in the body at 0"))
        #expect(outcome.output.contains("no  NOT soccer"))
        #expect(
            outcome.output.contains(
                "\n  1 of 3 clauses hold; no abduct* within title or body; "
                    + "soccer is there, against NOT soccer\n"))
        #expect(outcome.output.contains("body: [Korea] won."))
        let outline = try BuiltProgram.run(["topic", "explain", file("topic.yaml")])
        #expect(outline.output.hasPrefix("abductions needs\n  abduct*\n"))
    }

    @Test func explainShowsWhatFoldingDid() throws {
        let more = try TemporaryFiles([
            "text.txt": "Ａｂｄｕｃ\u{AD}ted in the U.S.\nＫｏｒｅａ… 2024 Straße\n"
        ])
        let outcome = try BuiltProgram.run([
            "topic", "explain", file("topic.yaml"), "\(more.path)/text.txt",
        ])
        #expect(
            outcome.output.contains(
                "folded: Ａｂｄｕｃ<U+00AD>ted is abducted, U.S is us, Ｋｏｒｅａ is korea, "
                    + "Straße is strasse\n"))
        #expect(outcome.output.contains("\n  by abduct*, Korea\n"))
    }

    @Test func suggestNamesWhatTellsExamplesApart() throws {
        let outcome = try BuiltProgram.run(["topic", "suggest", "--json", file("topic.yaml")])
        #expect(outcome.status == 0)
        let terms = try outcome.objects().compactMap { $0["term"] as? String }
        #expect(terms.contains("abduction") && terms.contains("\"north korea\""))
        // It stands in the example to ignore as well.
        #expect(!terms.contains("korea"))
        #expect(try outcome.objects().allSatisfy { $0["language"] as? String == "" })
    }

    /// Whole names, not pieces of them, and no particles.
    @Test func suggestNamesWholeNames() throws {
        let more = try TemporaryFiles([
            "topic.yaml": "name: t\nquery: x\nexamples: {match: [m*.txt], ignore: [i*.txt]}\n",
            "m1.txt": "---\nlanguage: ja\n---\n拉致被害者の家族が会見した。\n",
            "m2.txt": "---\nlanguage: ja\n---\nことし、拉致被害者が問う。\n",
            "m3.txt": "---\nlanguage: ko\n---\n일본인 납치를 인정했다\n",
            "m4.txt": "---\nlanguage: ko\n---\n납치문제를 논의\n",
            "m5.txt": "---\nlanguage: en\n---\nThe prime minister had asked for it\n",
            "m6.txt": "---\nlanguage: en\n---\nA prime minister and the envoy\n",
            "i1.txt": "---\nlanguage: ja\n---\n雨が上がった。\n",
            "i2.txt": "---\nlanguage: ko\n---\n비가 그쳤다\n",
            "i3.txt": "---\nlanguage: en\n---\nRain stopped\n",
        ])
        let outcome = try BuiltProgram.run([
            "topic", "suggest", "--json", "\(more.path)/topic.yaml",
        ])
        #expect(outcome.status == 0)
        var terms: [String: [String]] = [:]
        for object in try outcome.objects() {
            guard let language = object["language"] as? String else { continue }
            terms[language, default: []] += [object["term"] as? String ?? ""]
        }
        // As it is written, not as it is folded.
        #expect(terms["ja"] == ["拉致被害者"])
        #expect(terms["ko"] == ["납치"])
        #expect(terms["en"] == ["\"prime minister\"", "minister", "prime"])
    }

    @Test func tryShowsGainsAndLosses() throws {
        let store = try SampleStore(count: 4)
        let outcome = try store.run("topic", "try", "--json", file("talks.yaml"))
        #expect(outcome.status == 0)
        let changes = try outcome.objects()
        // Story 3 is Japanese and new to the topic; 0 and 2 are stored under it, 0 is lost.
        #expect(changes.map { $0["change"] as? String } == ["added", "lost"])
        #expect(changes.map { $0["title"] as? String } == ["拉致問題 3", "Abduction talks, 0"])
        let words = try store.run("topic", "try", file("talks.yaml"))
        #expect(words.lines.last == "talks: 1 kept, 1 added, 1 lost")
        #expect(words.lines.first?.hasPrefix("+ ") == true)
    }

    /// The sign is an error of the query's, not of the options.
    @Test(arguments: ["-soccer", "+soccer"])
    func searchSaysHowToExclude(word: String) throws {
        let store = try SampleStore(count: 1)
        for outcome in [
            try store.run("search", word), try store.run("search", "talks", word),
            try store.run("search", "--limit", "3", "talks", word),
            try store.run("search", "--", word),
        ] {
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("E_PREFIX_OPERATOR"))
        }
        let option = try store.run("search", "talks", "--sinc", "7d")
        #expect(option.status == 64)
        #expect(option.errors.contains("Unknown option '--sinc'"))
    }

    /// Nothing that is not public is asked, whatever it is called.
    @Test(arguments: ["http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/latest"])
    func discoverKeepsTheAddressGuard(url: String) throws {
        let outcome = try BuiltProgram.run(["feeds", "discover", url])
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains("polling.allow_private_addresses"))
    }
}
