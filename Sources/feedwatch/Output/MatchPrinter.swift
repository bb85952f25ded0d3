// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import SystemCalls
import Text
import TopicMatching

/// Puts out what topics say to documents.
struct MatchPrinter: ~Copyable {
    let explains: Bool
    private let output: StandardOutput
    private let terminal: Terminal
    private let writesJSON: Bool
    private var json = JSONWriter()

    init(_ context: Context, json: Bool, explains: Bool) {
        self.explains = explains
        output = context.output
        terminal = context.terminal
        writesJSON = json || !context.terminal.isTerminal && !explains
    }

    /// Puts out one topic's judgement on item `item` of the file at `path`.
    mutating func print(
        _ judgement: TopicJudgement, _ explanation: Explanation?, document: MatchDocument,
        item: Int, of path: String
    ) throws(SystemError) {
        if writesJSON {
            json.removeAll()
            write(judgement, explanation, item: item, of: path)
            json.endLine()
            try output.writeJSON(json.bytes)
        } else {
            try printForPeople(judgement, explanation, document: document, item: item, of: path)
        }
    }

    // MARK: For programs

    private mutating func write(
        _ judgement: TopicJudgement, _ explanation: Explanation?, item: Int, of path: String
    ) {
        json.beginObject()
        json.member("file", path)
        json.member("item", item)
        json.member("topic", judgement.name)
        json.member("matched", judgement.matched)
        json.member("score", judgement.score)
        json.key("matches")
        json.write(judgement.matches)
        if let explanation {
            json.key("explanation")
            json.beginArray()
            for clause in explanation.clauses { json.write(clause) }
            json.endArray()
            json.member("summary", explanation.summary)
            json.key("folding")
            json.beginArray()
            for word in explanation.foldings {
                json.beginObject()
                json.member("original", word.original)
                json.member("folded", word.folded)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
    }

    // MARK: For people

    private func printForPeople(
        _ judgement: TopicJudgement, _ explanation: Explanation?, document: MatchDocument,
        item: Int, of path: String
    ) throws(SystemError) {
        let verdict =
            judgement.matched ? terminal.styled("match", .green) : terminal.styled("-----", .dim)
        let title = CleanText.line(document.title.string, limit: 2000)
        let head = "\(verdict)  \(judgement.name)  \(CleanText.line(path)):\(item)  "
        let room = terminal.columns.map {
            max($0 - DisplayWidth.columns(of: head) + (terminal.usesColour ? 9 : 0), 20)
        }
        try output.writeLine(head + (room.map { DisplayWidth.truncate(title, to: $0) } ?? title))
        guard let explanation else { return }
        for line in ExplanationText.lines(of: explanation, document: document, on: terminal) {
            try output.writeLine("  " + line)
        }
    }
}
