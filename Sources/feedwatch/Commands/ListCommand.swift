// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import StoryStore

/// `feedwatch list`: the newest stories.
struct ListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the newest stories.",
        discussion: """
            On a terminal as many as --limit says, else 50; into a pipe and with --json all, \
            unless there is a --limit.

            EXAMPLES
              feedwatch list --since 7d --language ja
              feedwatch list --topic japan-dprk-abductions --json | jq -r .url
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Flag(help: "Each story as it is stored: a JSON Feed item on a line.")
    var json = false

    /// What a person can take in at once.
    private static let terminalLimit = 50

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        let isCapped = !json && context.terminal.isTerminal && filter.limit == nil
        // One more than is shown tells whether there are more.
        let limit = isCapped ? Self.terminalLimit + 1 : filter.limit
        let printer = StoryPrinter(
            context, json: json, showsTopics: filter.topics.count != 1)
        var count = 0
        let selected = StoryFilter(filter, at: context.now, order: .newestFirst)
        try scan.forEach(selected, limit: limit, wanted: json ? .line : .story) { found in
            count += 1
            if isCapped, count > Self.terminalLimit {
                context.note("there are more: use --limit, --since or --until")
                return false
            }
            try printer.print(found.story, found.line)
            return true
        }
        return .success
    }
}
