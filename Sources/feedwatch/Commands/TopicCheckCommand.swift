// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Ingestion
import JSON
import Settings
import SystemCalls
import Text
import TopicMatching

/// `feedwatch topic check FILE…`: a topic's syntax and examples.
struct TopicCheckCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the syntax of topics and tries their examples.",
        discussion: """
            Shows what each example comes out as and why. Ends with 65 when a topic has an error or \
            an example comes out wrong.

            EXAMPLE
              feedwatch topic check topics/*.yaml
            """)

    @Flag(help: "One JSON object a topic.")
    var json = false

    @Argument(help: "Topic files.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    mutating func run(in context: Context) throws -> ExitStatus {
        var worst = ExitStatus.success
        for file in files {
            let report = TopicReport(file)
            if worst == .success { worst = report.status }
            if json {
                try context.output.writeJSON(report.json)
            } else {
                for line in report.complaints { context.note(line) }
                for line in report.lines(on: context.terminal) {
                    try context.output.writeLine(line)
                }
            }
        }
        return worst
    }
}

/// What is to be said of one topic file.
private struct TopicReport {
    let path: String
    var topic: LoadedTopic?
    var failure: LoadedTopic.Failure?
    var warnings: [SettingsProblem] = []
    var examples: [ExampleCheck] = []

    init(_ path: String) {
        self.path = path
        do throws(LoadedTopic.Failure) {
            let topic = try LoadedTopic(path, warnings: &warnings)
            examples = topic.checkExamples()
            self.topic = topic
        } catch {
            failure = error
        }
    }

    var status: ExitStatus {
        failure?.status ?? (examples.allSatisfy(\.holds) ? .success : .badInput)
    }

    // MARK: For people

    /// What is wrong with the file, or looks wrong.
    var complaints: [String] {
        warnings.map(\.description) + (failure?.lines ?? [])
    }

    /// The table of the examples, and the verdict; nothing of a file that is no topic.
    func lines(on terminal: Terminal) -> [String] {
        guard let topic else { return [] }
        var lines = examples.isEmpty ? [] : table.lines(on: terminal)
        let right = examples.count { $0.holds }
        let verdict =
            right == examples.count
            ? terminal.styled("ok", .green) : terminal.styled("failed", .red)
        let tried =
            examples.isEmpty ? "no examples" : "\(right) of \(examples.count) examples right"
        lines.append(
            "\(CleanText.line(path)): \(topic.file.definition.name): \(verdict), \(tried)")
        return lines
    }

    private var table: Table {
        var table = Table([
            .init("RIGHT"), .init("MEANT"), .init("EXAMPLE", leastWidth: 20),
            .init("REASON", leastWidth: 20),
        ])
        for example in examples {
            table.rows.append([
                .init(example.holds ? "yes" : "no", example.holds ? .green : .red),
                .init(example.shouldMatch ? "match" : "ignore"),
                .init(CleanText.line(example.file)), .init(CleanText.line(example.reason)),
            ])
        }
        return table
    }

    // MARK: For programs

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", path)
        if let topic { json.member("topic", topic.file.definition.name) }
        json.member("ok", status == .success)
        json.key("problems")
        json.beginArray()
        for problem in warnings { write(problem, to: &json) }
        if let failure { write(failure, to: &json) }
        json.endArray()
        json.key("examples")
        json.beginArray()
        for example in examples { write(example, to: &json) }
        json.endArray()
        json.endObject()
        return json.bytes + [0x0A]
    }

    private func write(_ failure: LoadedTopic.Failure, to json: inout JSONWriter) {
        switch failure {
        case .unreadable(let error):
            json.beginObject()
            json.member("severity", "error")
            json.member("message", error.reason)
            json.endObject()
        case .settings(let problems):
            for problem in problems { write(problem, to: &json) }
        case .queries(let errors):
            for (error, position) in errors {
                json.beginObject()
                json.member("severity", "error")
                json.member("file", position.file)
                json.member("line", position.line)
                json.member("column", position.column)
                json.member("code", error.code.rawValue)
                json.member("position", error.position)
                json.member("message", error.message)
                json.endObject()
            }
        }
    }

    private func write(_ problem: SettingsProblem, to json: inout JSONWriter) {
        json.beginObject()
        json.member("severity", problem.severity == .error ? "error" : "warning")
        json.member("file", problem.position.file)
        json.member("line", problem.position.line)
        json.member("column", problem.position.column)
        json.member("message", problem.message)
        json.endObject()
    }

    private func write(_ example: ExampleCheck, to json: inout JSONWriter) {
        json.beginObject()
        json.member("file", example.file)
        json.member("expected", example.shouldMatch ? "match" : "ignore")
        json.member("ok", example.holds)
        switch example.outcome {
        case .judged(let judgement, let why):
            json.member("matched", judgement.matched)
            json.member("score", judgement.score)
            json.member("reason", why)
        case .unreadable, .unknownTopic:
            json.member("error", example.reason)
        }
        json.endObject()
    }
}
