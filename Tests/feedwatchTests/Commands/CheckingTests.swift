// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct CheckingTests {
    private let store: SampleStore

    init() throws { store = try SampleStore(count: 6) }

    private func damage(_ day: String, line: Int) throws {
        let segment = "\(store.path)/stories/2026/11/\(day).jsonl"
        var bytes = [UInt8](FileManager.default.contents(atPath: segment) ?? Data())
        var start = 0
        for _ in 1..<line { start = try #require(bytes[start...].firstIndex(of: 0x0A)) + 1 }
        bytes[start + 40] ^= 1
        try Data(bytes).write(to: URL(filePath: segment))
    }

    @Test func aSoundStore() throws {
        let outcome = try store.run("verify")
        #expect(outcome.status == 0)
        #expect(outcome.output == "6 lines in 2 segments: no damage\n")
        #expect(
            try store.run("verify", "--json").output
                == #"{"segments":2,"lines":6,"damages":0}"# + "\n")
        #expect(try store.run("repair").output == "nothing to repair\n")
    }

    @Test func damageIsNamedAndSetAside() throws {
        try damage("2026-11-01", line: 3)
        try damage("2026-11-02", line: 1)
        let verify = try store.run("verify")
        #expect(verify.status == 65)
        #expect(
            verify.lines[0].wholeMatch(
                of: /stories\/2026\/11\/2026-11-01\.jsonl:3: byte \d+: .+/) != nil)
        #expect(verify.lines[1].hasPrefix("stories/2026/11/2026-11-02.jsonl:1: byte 0: "))
        let objects = try store.run("verify", "--json").objects()
        #expect(objects.map { $0["line"] as? Int } == [3, 1, nil])
        #expect(objects.last?["damages"] as? Int == 2)

        let repair = try store.run("repair")
        #expect(repair.status == 0)
        #expect(repair.lines.count == 2)
        #expect(try store.run("verify").output == "4 lines in 2 segments: no damage\n")
        let kept = try FileManager.default.contentsOfDirectory(atPath: store.path + "/damaged")
        #expect(kept.count == 2)
    }

    @Test func statusAndAuditWithoutState() throws {
        for command in ["status", "audit"] {
            let outcome = try store.run(command)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "feedwatch: no feed has been polled yet\n")
        }
    }

    @Test func aFullDeviceIsToldWith74() throws {
        let outcome = try store.runToFullDevice("list")
        #expect(outcome.status == 74)
        #expect(outcome.errors == "feedwatch: standard output: No space left on device\n")
    }

    @Test func dedupJudgesAStream() throws {
        let text =
            "The minister met his counterpart in Singapore and spoke of the abductees for "
            + "a few minutes at a dinner of the meeting, the ministry said on Friday evening."
        let outcome = try BuiltProgram.run(
            ["dedup"],
            input: """
                {"id":"a","title":"One","url":"http://a.example/1","text":"\(text)"}
                {"id":"b","title":"Two","url":"https://www.a.example/1?utm_source=x","text":"other"}

                {"id":3}
                {"id":"c","title":"Weather","url":"http://b.example/2","text":"Rain is expected."}
                """)
        #expect(outcome.status == 65)
        #expect(outcome.errors == "feedwatch: -:4: no object with the string `id`\n")
        #expect(
            outcome.lines == [
                #"{"id":"a","verdict":"new"}"#,
                #"{"id":"b","verdict":"duplicate","of":"a","similarity":1}"#,
                #"{"id":"c","verdict":"new"}"#,
            ])
    }

    /// What cannot be read is told and passed over; the rest goes on as if it were not there.
    @Test func dedupGoesOnAfterBadLines() throws {
        let long = String(repeating: "x", count: 65 << 20)
        let files = try TemporaryFiles([
            "a.jsonl": """
            {"id":"1","title":"Ferry","url":"http://a.example/1"}
            {"id":"2","title":"Ferry"
            [1]
            {"id":"\(long)"}
            {"id":"1","url":"http://a.example/1/","text":null,"title":7,"more":[{}]}
            \u{FEFF}"text"
            """, "b.jsonl": #"{"id":"2","url":"http://a.example/1#b"}"#,
        ])
        let (a, b) = (files.path + "/a.jsonl", files.path + "/b.jsonl")
        let outcome = try BuiltProgram.run(["dedup", a, files.path + "/none", b])
        #expect(outcome.status == 65)
        #expect(
            outcome.lines == [
                #"{"id":"1","verdict":"new"}"#,
                #"{"id":"1","verdict":"duplicate","of":"1","similarity":1}"#,
                #"{"id":"2","verdict":"duplicate","of":"1","similarity":1}"#,
            ])
        let notes = outcome.errors.split(separator: "\n")
        #expect(notes.count == 5)
        #expect(notes.dropFirst().first == "feedwatch: \(a):3: no object with the string `id`")
        #expect(outcome.errors.contains("\(a):4: a line of more than 64 MiB"))
        #expect(outcome.errors.contains("\(files.path)/none: No such file or directory"))
    }

    @Test func listsBecomeConfiguration() throws {
        let files = try TemporaryFiles([
            "list.opml": """
            <opml version="2.0"><head/><body><outline text="News">
            <outline text="A &quot;b&quot;" xmlUrl="https://u:secret@a.example/rss"/>
            </outline></body></opml>
            """
        ])
        let outcome = try BuiltProgram.run(["feeds", "import", files.path + "/list.opml"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#"- url: "https://a.example/rss""#))
        #expect(outcome.output.contains(#"name: "A \"b\"""#))
        #expect(!outcome.output.contains("secret"))
        // What is printed is configuration, which gives the list back.
        let config = files.path + "/feedwatchd.yaml"
        try outcome.output.write(toFile: config, atomically: false, encoding: .utf8)
        let back = try BuiltProgram.run(["feeds", "export", "--config", config])
        #expect(back.status == 0)
        #expect(back.output.contains(#"xmlUrl="https://a.example/rss""#))
    }
}
