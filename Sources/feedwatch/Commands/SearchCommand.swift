// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import StoryStore
import Text
import TopicMatching

/// `feedwatch search QUERY`: stories that match a query.
struct SearchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds stories that match a query in the language of topics.",
        discussion: """
            The newest come first. Ends with 1 when nothing is found.

            EXAMPLES
              feedwatch search 'abduct* OR 拉致' --since 1w
              feedwatch search --json '"foreign minister" NEAR/5 Singapore' | jq -r .url
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Flag(help: "Each story as it is stored: a JSON Feed item on a line.")
    var json = false

    /// With what looks like an option, so that `-soccer` is told to be written `NOT soccer`.
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("The query; several words are joined.", valueName: "query"))
    var words: [String]

    func validate() throws {
        let option = words.first { $0.hasPrefix("--") && !$0.contains(" ") }
        if let option { throw ValidationError("Unknown option '\(option)'") }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        let query = words.joined(separator: " ")
        let set: TopicSet
        do {
            set = try TopicSet([TopicDefinition(name: "search", criteria: .query(query))])
        } catch {
            throw CommandFailure(error, in: query)
        }
        let scan = try StoryScan(store, root, in: context)
        let printer = StoryPrinter(context, json: json, showsTopics: filter.topics.count != 1)
        let snippet = Snippet(on: context.terminal)
        var count = 0
        let selected = StoryFilter(filter, at: context.now, order: .newestFirst)
        try scan.forEach(
            selected, limit: filter.limit, matching: set, wanted: json ? .line : .story
        ) { found in
            count += 1
            try printer.print(found.story, found.line)
            if !json, let text = snippet.text(of: found.story, found.matches) {
                try context.output.writeLine("  \(text)")
            }
            // The first results are seen while the rest is looked for.
            if count == 1 || context.terminal.isTerminal { try context.output.flush() }
            return true
        }
        return count == 0 ? .negative : .success
    }
}

extension CommandFailure {
    /// What is wrong with a query given on the command line, with a mark below the place.
    init(_ error: QueryError, in query: String) {
        let position = min(max(error.position, 0), query.unicodeScalars.count)
        let before = String(String.UnicodeScalarView(query.unicodeScalars.prefix(position)))
        let isShort = !query.unicodeScalars.contains("\n") && query.utf8.count < 200
        let indent = String(repeating: " ", count: DisplayWidth.columns(of: before))
        self.init(
            .badInput, "\(error.code.rawValue): \(error.message)",
            advice: isShort ? "\(query)\n  \(indent)^" : "at character \(position) of the query")
    }
}
