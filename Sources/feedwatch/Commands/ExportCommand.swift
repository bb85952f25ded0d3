// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Text

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
              feedwatch export --format jsonfeed --feed-url https://example.org/w.json
              feedwatch export --format csv --topic japan-dprk-abductions > abductions.csv
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Option(help: "jsonl, jsonfeed, atom, csv or tsv.")
    var format = ExportFormat.jsonl

    @Option(
        name: .customLong("feed-url"),
        help: ArgumentHelp(
            "Where the feed will be published: its identifier and its link to itself.",
            valueName: "url"))
    var feedURL: String?

    func validate() throws {
        guard let feedURL else { return }
        guard format.isFeed else {
            throw ValidationError("--feed-url goes with --format atom and --format jsonfeed")
        }
        let isPrintable = feedURL.unicodeScalars.allSatisfy {
            $0.value > 0x20 && CleanText.mayBeShown($0)
        }
        let host = ["https://", "http://"].lazy.filter(feedURL.lowercased().hasPrefix)
            .map { feedURL.dropFirst($0.count) }.first
        guard isPrintable, let host, let first = host.first, first != "/" else {
            throw ValidationError("--feed-url is an address that begins with http:// or https://")
        }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        func begin(_ newest: Instant) throws {
            try context.output.write(format.begin(newest: newest, address: feedURL))
        }
        var isFirst = true
        let selected = StoryFilter(filter, at: context.now, order: format.order)
        try scan.forEach(selected, limit: filter.limit, wanted: .both) { found in
            if isFirst { try begin(found.story.stored) }
            try context.output.write(format.row(found.story, found.line, isFirst: isFirst))
            isFirst = false
            return true
        }
        if isFirst { try begin(context.now) }
        try context.output.write(format.end)
        return .success
    }
}
