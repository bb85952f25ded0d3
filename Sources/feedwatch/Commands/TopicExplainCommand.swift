// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Settings
import SystemCalls
import TopicMatching

/// `feedwatch topic explain FILE [TEXT…]`: why a text matches or does not.
struct TopicExplainCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why texts and feed entries match a topic or do not.",
        discussion: """
            Without a text, the topic itself is shown as it is understood.

            EXAMPLES
              feedwatch topic explain topics/abductions.yaml
              feedwatch topic explain topics/abductions.yaml story.txt feed.xml
            """)

    @Flag(help: "One JSON object an item.")
    var json = false

    @Argument(help: "The topic file.", completion: .file(extensions: ["yaml"]))
    var topic: String

    @Argument(help: "Texts or feeds; - is standard input.", completion: .file())
    var texts: [String] = []

    mutating func run(in context: Context) throws -> ExitStatus {
        if texts.isEmpty { return try explainTopic(in: context) }
        // The same run over the same documents as `match`, with the reasons.
        var match = try MatchCommand.parse(
            ["--topic=\(topic)", "--explain"] + (json ? ["--json"] : []) + ["--"] + texts)
        return try match.run(in: context)
    }

    /// Shows how the topic is understood: its clauses, tried on an empty text.
    private func explainTopic(in context: Context) throws -> ExitStatus {
        var warnings: [SettingsProblem] = []
        let loaded: LoadedTopic
        do throws(LoadedTopic.Failure) {
            loaded = try LoadedTopic(topic, warnings: &warnings)
        } catch {
            throw CommandFailure(error.status, error.lines.joined(separator: "\n"))
        }
        var matcher = TopicMatcher(loaded.set)
        let name = loaded.file.definition.name
        guard let explanation = matcher.explain(MatchDocument(), topic: name) else {
            return .success
        }
        if json {
            var json = JSONWriter()
            json.beginObject()
            json.member("topic", name)
            json.key("clauses")
            json.beginArray()
            for clause in explanation.clauses { json.write(clause) }
            json.endArray()
            json.endObject()
            try context.output.writeLine(String(decoding: json.bytes, as: UTF8.self))
        } else {
            try context.output.writeLine("\(name) needs")
            for clause in explanation.clauses { try writeOutline(clause, 1, context.output) }
        }
        return .success
    }

    private func writeOutline(
        _ clause: Explanation.Clause, _ depth: Int, _ output: StandardOutput
    ) throws(SystemError) {
        try output.writeLine(String(repeating: "  ", count: depth) + clause.text)
        guard depth < 8 else { return }
        for part in clause.parts { try writeOutline(part, depth + 1, output) }
    }
}
