// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel

/// `feedwatch export`: the selected stories for other programs.
struct ExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes stories as JSON lines, JSON Feed, Atom, CSV or TSV.",
        discussion: """
            jsonl is each story as it is stored; tsv has the layout of sfeed(5). The feeds have \
            the newest first, the others the oldest.

            EXAMPLES
              feedwatch export --format atom --since 7d > week.atom
              feedwatch export --format csv --topic japan-dprk-abductions > abductions.csv
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Option(help: "jsonl, jsonfeed, atom, csv or tsv.")
    var format = ExportFormat.jsonl

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        var isFirst = true
        let selected = StoryFilter(filter, at: context.now, order: format.order)
        try scan.forEach(selected, limit: filter.limit, wanted: .both) { found in
            if isFirst { try context.output.write(format.begin(newest: found.story.stored)) }
            try context.output.write(format.row(found.story, found.line, isFirst: isFirst))
            isFirst = false
            return true
        }
        if isFirst { try context.output.write(format.begin(newest: context.now)) }
        try context.output.write(format.end)
        return .success
    }
}
