// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Deduplication
import FeedModel
import JSON
import SystemCalls

/// `feedwatch dedup`: which documents of a stream are copies of earlier ones.
struct DedupCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "dedup",
        abstract: "Says which documents of a stream are copies of earlier ones.",
        discussion: """
            Reads JSON lines {id, title, url, text, source, published}, oldest first, and prints \
            for each {id, verdict, of, similarity}; the verdict is new, duplicate or \
            near-duplicate.

            EXAMPLE
              feedwatch dedup articles.jsonl | jq -r 'select(.verdict != "new") | .id'
            """)

    @Option(help: "From which similarity a text may be a copy, 0 to 1; `never` for exact copies.")
    var similarity: SimilarityArgument = .init(value: 0.65)

    @Argument(help: "JSON lines; standard input without any, or for -.", completion: .file())
    var files: [String] = []

    mutating func run(in context: Context) throws -> ExitStatus {
        var stream = DuplicateStream(similarity: similarity.value)
        var parser = JSONParser()
        var reader = LineReader()
        var status = ExitStatus.success
        for file in files.isEmpty ? ["-"] : files {
            do {
                try unsafe reader.forEachLine(of: file) { line, number in
                    switch unsafe Self.read(line, &parser) {
                    case .document(let document):
                        try Self.put(stream.judge(document), on: document.id, to: context.output)
                    case .nothing: break
                    case .bad(let what):
                        context.note("\(file):\(number): \(what)")
                        status = .badInput
                    }
                }
            } catch let error as SystemError where error.path != "standard output" {
                context.note(CommandFailure(error).text)
                if status == .success { status = CommandFailure(error).status }
            }
        }
        return status
    }

    /// What a line is.
    private enum Line {
        case document(StreamDocument)
        case nothing
        case bad(String)
    }

    private static func read(
        _ line: UnsafeBufferPointer<UInt8>?, _ parser: inout JSONParser
    ) -> Line {
        guard let line = unsafe line else { return .bad("a line of more than 64 MiB") }
        if unsafe line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return .nothing }
        let value: JSONValue
        do {
            value = try unsafe parser.parse(line)
        } catch {
            return .bad("\(error)")
        }
        guard let id = value["id"]?.text else { return .bad("no object with the string `id`") }
        return .document(
            StreamDocument(
                id: id, title: value["title"]?.text ?? UTF8Text(),
                url: value["url"]?.text ?? UTF8Text(), text: value["text"]?.text ?? UTF8Text(),
                source: value["source"]?.text ?? UTF8Text()))
    }

    private static func put(
        _ verdict: DuplicateStream.Verdict, on id: UTF8Text, to output: StandardOutput
    ) throws(SystemError) {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", id)
        switch verdict {
        case .new:
            json.member("verdict", "new")
        case .duplicate(let original):
            json.member("verdict", "duplicate")
            json.member("of", original)
            json.member("similarity", 1)
        case .nearDuplicate(let original, let similarity):
            json.member("verdict", "near-duplicate")
            json.member("of", original)
            json.member("similarity", (similarity * 10_000).rounded() / 10_000)
        }
        json.endObject()
        json.endLine()
        try output.writeJSON(json.bytes)
    }
}

/// A similarity as the command line takes it: a number from 0 to 1, or `never`.
struct SimilarityArgument: ExpressibleByArgument {
    var value: Double?

    var defaultValueDescription: String { value.map { "\($0)" } ?? "never" }

    init(value: Double?) { self.value = value }

    init?(argument: String) {
        if argument == "never" {
            value = nil
        } else if let number = Double(argument), (0...1).contains(number) {
            value = number
        } else {
            return nil
        }
    }
}
