// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Ingestion
import JSON
import Settings
import SystemCalls
import Text
import TopicMatching

/// `feedwatch topic suggest FILE`: terms that tell a topic's examples apart.
struct TopicSuggestCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Names terms that tell a topic's examples apart.",
        discussion: """
            Counts in how many of the examples to match, and in how many of those to ignore, each \
            word and each pair of words occurs, for each language by itself. What occurs in the \
            first and not in the second may belong into the query; more examples make it more than \
            chance.

            EXAMPLE
              feedwatch topic suggest topics/abductions.yaml
            """)

    @Option(help: ArgumentHelp("At most so many terms of each language.", valueName: "n"))
    var limit = 30

    @Flag(help: "One JSON object a term: {language, term, match, ignore, weight}.")
    var json = false

    @Argument(help: "The topic file.", completion: .file(extensions: ["yaml"]))
    var file: String

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is a number from 1 on") }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        // The query need not compile: perhaps that is why help is wanted.
        let (topic, problems) = loadTopicFile(file)
        guard let topic else {
            throw CommandFailure(.badInput, problems.map(\.description).joined(separator: "\n"))
        }
        var contrasts: [String: TermContrast] = [:]
        var status = ExitStatus.success
        for (paths, isWanted) in [(topic.examples.match, true), (topic.examples.ignore, false)] {
            for path in paths {
                do throws(SystemError) {
                    let text = try TextDocument.load(path)
                    let language = MatchDocument(text).languageOrGuess
                    // Variants of a language have their words in common: zh-Hans and zh-Hant.
                    contrasts[String(language.prefix { $0 != "-" && $0 != "_" }), default: .init()]
                        .add(title: text.title, body: text.body, isWanted: isWanted)
                } catch {
                    context.note(CommandFailure(error).text)
                    status = CommandFailure(error).status
                }
            }
        }
        guard !topic.examples.match.isEmpty else {
            throw CommandFailure(
                .badInput, "\(file): the topic has no examples to match",
                advice: "list some under `examples: {match: […], ignore: […]}`")
        }
        try put(contrasts.sorted { $0.key < $1.key }, to: context)
        return status
    }

    private func put(
        _ contrasts: [(key: String, value: TermContrast)], to context: Context
    ) throws(SystemError) {
        if json {
            for (language, contrast) in contrasts {
                for term in contrast.best(limit) { try put(term, of: language, to: context) }
            }
            return
        }
        var table = Table([
            .init("LANGUAGE"), .init("TERM", leastWidth: 12), .init("MATCH", rightAligned: true),
            .init("IGNORE", rightAligned: true),
        ])
        for (language, contrast) in contrasts {
            for term in contrast.best(limit) {
                table.rows.append([
                    .init(CleanText.line(language)), .init(term.text),
                    .init("\(term.wanted) of \(contrast.wantedTexts)"),
                    .init("\(term.unwanted) of \(contrast.unwantedTexts)"),
                ])
            }
        }
        for line in table.lines(on: context.terminal) { try context.output.writeLine(line) }
    }

    private func put(
        _ term: TermContrast.Term, of language: String, to context: Context
    ) throws(SystemError) {
        var json = JSONWriter()
        json.beginObject()
        json.member("language", language)
        json.member("term", term.text)
        json.member("match", term.wanted)
        json.member("ignore", term.unwanted)
        json.member("weight", (term.weight * 1000).rounded() / 1000)
        json.endObject()
        try context.output.writeJSON(json.bytes + [0x0A])
    }
}
