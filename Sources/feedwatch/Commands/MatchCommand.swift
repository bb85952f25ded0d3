// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import FeedParsing
import Ingestion
import JSON
import Settings
import SystemCalls
import TopicMatching

/// `feedwatch match`: documents against topics.
struct MatchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Tries topics on feeds and texts.",
        discussion: """
            A document is a feed, whose entries are items from 0, or a text whose first line is \
            the title. Prints a line for each item and topic: a JSON object \
            {file, item, topic, matched, score, matches} with --json or into a pipe.

            EXAMPLES
              feedwatch match --topic topics/abductions.yaml feed.xml story.txt
              feedwatch match --topic t.yaml --json feed.xml | jq 'select(.matched)'
            """)

    @Option(
        name: .customLong("topic"),
        help: ArgumentHelp("A topic file; may be given several times.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var topics: [String] = []

    @Flag(help: "JSON objects, on a terminal too; an error of a query is one as well.")
    var json = false

    @Flag(help: "Also say why each item matches or does not.")
    var explain = false

    @Argument(help: "Documents; standard input without any, or for -.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard !topics.isEmpty else {
            throw ValidationError("a topic is missing: give one with --topic FILE")
        }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        guard let set = try loadTopics(in: context) else { return .badInput }
        var run = MatchRun(
            set: set, printer: MatchPrinter(context, json: json, explains: explain))
        for file in files.isEmpty ? ["-"] : files { try run.document(file, in: context) }
        return run.status
    }

    /// The topics compiled together; nil when one has an error, which was told.
    private func loadTopics(in context: Context) throws -> TopicSet? {
        var definitions: [TopicDefinition] = []
        var warnings: [SettingsProblem] = []
        for path in topics {
            do throws(LoadedTopic.Failure) {
                let topic = try LoadedTopic(path, warnings: &warnings)
                guard !definitions.contains(where: { $0.name == topic.file.definition.name })
                else {
                    throw .settings([
                        SettingsProblem(
                            .error, at: topic.file.position,
                            "another topic has the name `\(topic.file.definition.name)`")
                    ])
                }
                definitions.append(topic.file.definition)
            } catch {
                try tell(error, in: context)
                return nil
            }
        }
        for warning in warnings { context.note(warning.description) }
        return try TopicSet(definitions)
    }

    private func tell(_ failure: LoadedTopic.Failure, in context: Context) throws {
        if json, case .queries(let errors) = failure, let error = errors.first?.error {
            var json = JSONWriter()
            json.beginObject()
            json.key("error")
            json.beginObject()
            json.member("code", error.code.rawValue)
            json.member("position", error.position)
            json.member("message", error.message)
            json.endObject()
            json.endObject()
            try context.output.writeLine(String(decoding: json.bytes, as: UTF8.self))
            return
        }
        guard failure.status == .badInput else {
            throw CommandFailure(failure.status, failure.lines.joined(separator: "\n"))
        }
        for line in failure.lines { context.note(line) }
    }
}

/// One run over documents: what is kept from one to the next.
private struct MatchRun: ~Copyable {
    private var matcher: TopicMatcher
    private var printer: MatchPrinter
    private var reader = DocumentReader()
    private let parser = FeedParser()
    private(set) var status = ExitStatus.success

    init(set: TopicSet, printer: consuming MatchPrinter) {
        matcher = TopicMatcher(set)
        self.printer = printer
    }

    mutating func document(_ path: String, in context: Context) throws {
        do throws(SystemError) {
            try reader.read(path)
        } catch {
            fail(CommandFailure(error), in: context)
            return
        }
        switch unsafe reader.withBytes({ unsafe parser.parse($0) }) {
        case .feed(let feed):
            for (index, entry) in feed.entries.enumerated() {
                try judge(
                    MatchDocument(entry, feedTitle: feed.title), item: index, of: path)
            }
        case .notAFeed(let verdict) where Self.isText(verdict.kind):
            let text = unsafe reader.withBytes { unsafe TextDocument(Array($0)) }
            try judge(MatchDocument(text), item: 0, of: path)
        case .notAFeed(let verdict):
            fail(CommandFailure(.badInput, "\(path): \(verdict.message)"), in: context)
        }
    }

    /// What is read as a plain text. Anything else would be matched by its markup.
    private static func isText(_ kind: NotAFeed.Kind) -> Bool {
        kind == .text || kind == .empty || kind == .json
    }

    private mutating func judge(
        _ document: MatchDocument, item: Int, of path: String
    ) throws {
        for judgement in matcher.judge(document) {
            let explanation =
                printer.explains ? matcher.explain(document, topic: judgement.name) : nil
            try printer.print(
                judgement, explanation, document: document, item: item, of: path)
        }
    }

    /// Tells a failure; of several the first decides the status.
    private mutating func fail(_ failure: CommandFailure, in context: Context) {
        context.note(failure.text)
        if status == .success { status = failure.status }
    }
}
