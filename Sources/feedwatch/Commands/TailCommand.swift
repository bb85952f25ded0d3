// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import StoryStore

/// `feedwatch tail`: the last stories, and new ones as they arrive.
struct TailCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Shows the last stories and, with -f, new ones as they arrive.",
        discussion: """
            EXAMPLES
              feedwatch tail -n 20
              feedwatch tail -f --topic japan-dprk-abductions
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Option(name: [.customShort("n"), .customLong("lines")], help: "How many of the last stories.")
    var lines = 10

    @Flag(name: .shortAndLong, help: "Wait for new stories, until interrupted.")
    var follow = false

    @Flag(help: "Each story as it is stored: a JSON Feed item on a line.")
    var json = false

    func validate() throws {
        if lines < 0 { throw ValidationError("-n is a number from 0 on") }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        let printer = StoryPrinter(context, json: json, showsTopics: filter.topics.count != 1)
        do {
            // Where the following begins is settled first: what comes meanwhile is new.
            let end = try scan.reader.end()
            try printLast(scan, upTo: end, with: printer)
            if follow { try printNew(scan, from: end, with: printer) }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
        return .success
    }

    private func printLast(
        _ scan: StoryScan, upTo end: StoryPosition, with printer: StoryPrinter
    ) throws {
        let limit = min(lines, filter.limit ?? .max)
        guard limit > 0 else { return }
        var last: [StoryJudge.Finding] = []
        let selected = StoryFilter(filter, at: scan.context.now, order: .newestFirst)
        try scan.forEach(selected, wanted: json ? .line : .story) { found in
            if end.covers(found.location) { last.append(found) }
            return last.count < limit
        }
        for found in last.reversed() { try printer.print(found.story, found.line) }
    }

    private func printNew(
        _ scan: StoryScan, from end: StoryPosition, with printer: StoryPrinter
    ) throws {
        try scan.context.output.flush()
        var following = StoryFollowing(scan, from: end)
        var parser = JSONParser()
        let selected = StoryFilter(filter, at: scan.context.now, order: .oldestFirst)
        try unsafe following.run { line, _ in
            guard let story = unsafe try? Story(record: parser.parse(line)),
                selected.includes(story)
            else { return }
            try printer.print(story, json ? unsafe Array(line) : [])
        } afterEach: { _ in
            try scan.context.output.flush()
        }
    }
}
