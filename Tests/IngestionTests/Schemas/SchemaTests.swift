// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What is printed and stored is what the schemas of `docs/schema` describe, no more and no less.
@Suite struct SchemaTests {
    /// A schema, and a command whose lines it describes.
    static let outputs: [(schema: String, command: String)] = [
        ("story", "cat store/stories/*/*/*.jsonl"),
        ("story", "feedwatch list --json"),
        ("story", "feedwatch search --json 'abduct*'"),
        ("story", "feedwatch tail --json"),
        ("story", "feedwatch export --format jsonl"),
        ("sighting", "cat store/sightings/*/*/*.jsonl"),
        ("revision", "cat store/revisions/*/*/*.jsonl"),
        ("show", "feedwatch list --json | jq -r .id | xargs feedwatch show --json"),
        ("stats", "feedwatch stats --json --by topic"),
        ("stats", "feedwatch stats --json"),
        ("status", "feedwatch status --json"),
        ("books", "feedwatch status --json | jq -c .books"),
        ("audit", "feedwatch audit --json"),
        ("verify", "feedwatch verify --json"),
        (
            "verify",
            "sed -i 's/abductions/abducti0ns/' store/stories/*/*/*.jsonl; "
                + "feedwatch verify --json || test $? = 65"
        ),
        (
            "repair",
            "sed -i 's/abductions/abducti0ns/' store/stories/*/*/*.jsonl; feedwatch repair --json"
        ),
        (
            "discover",
            "feedwatch status --json | jq -r .url | head -n 1 "
                + "| xargs feedwatch feeds discover --config feedwatchd.yaml --json"
        ),
        ("parse", "feedwatch parse feed.xml"),
        ("match", "feedwatch match --topic topics/abductions.yaml --explain --json feed.xml"),
        ("match", "feedwatch topic explain --json topics/abductions.yaml story.txt"),
        (
            "match",
            "printf 'name: b\\nquery: a AND\\n' >b.yaml; feedwatch match --json --topic b.yaml "
                + "story.txt || test $? = 65"
        ),
        (
            "matches",
            "feedwatch match --topic topics/abductions.yaml --json feed.xml | jq -c .matches"
        ),
        ("topic-check", "feedwatch topic check --json topics/abductions.yaml"),
        (
            "topic-check",
            "printf 'name: b\\nquery: a AND\\n' >b.yaml; feedwatch topic check --json b.yaml "
                + "|| test $? = 65"
        ),
        (
            "topic-try",
            "printf 'name: abductions\\nquery: minister\\n' >b.yaml; feedwatch topic try --json b.yaml"
        ),
        ("topic-suggest", "feedwatch topic suggest --json topics/abductions.yaml"),
        ("dedup", "feedwatch dedup articles.jsonl"),
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let schemas = folder.appendingPathComponent("../../../docs/schema")
        .standardizedFileURL.path
    private static let hasValidator =
        (try? SampleDirectory().shell("python3 -c 'import jsonschema'").status) == 0

    @Test func everySchemaDescribesSomething() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.schemas)
        #expect(
            Set(names.map { $0.replacingOccurrences(of: ".schema.json", with: "") })
                == Set(Self.outputs.map(\.schema)))
    }

    @Test(
        .enabled(if: hasValidator, "python3-jsonschema is the validator"), arguments: outputs)
    func output(_ schema: String, _ command: String) throws {
        let output = try SampleDirectory().shell(
            "(\(command)) | python3 \(Self.folder.path)/../Fixtures/schemas/validate.py \(Self.schemas) \(schema)"
        )
        #expect(output.status == 0, "\(output.text)\(output.errors)")
    }
}
