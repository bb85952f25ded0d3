// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Polling
import Text

/// `feedwatch status`: how each feed is doing.
struct StatusCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows each feed: last poll, result, next poll, rhythm, failures, stories.",
        discussion: """
            All feeds, or those whose name or URL contains one of the texts given. With --failing, \
            only the feeds that a person should look at; ends with 1 when there are any.

            EXAMPLES
              feedwatch status --failing
              feedwatch status nhk example.org
              feedwatch status --json | jq 'select(.state != "ok") | .url'
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp("Part of a name or URL; several are alternatives.", valueName: "feed"),
        completion: Completions.feeds)
    var feeds: [String] = []

    @Flag(help: "Only feeds that need a person.")
    var failing = false

    @Flag(help: "One JSON object a feed.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let all = try statuses(in: try store.resolved(root, in: context), context)
            .filter(includes)
        let shown = failing ? all.filter(\.state.needsAttention) : all
        if json {
            for feed in shown { try context.output.writeJSON(Self.json(of: feed)) }
        } else {
            try printForPeople(shown, of: all, in: context)
        }
        return failing && !shown.isEmpty ? .negative : .success
    }

    /// Whether `feed` is one that was asked for.
    private func includes(_ feed: FeedStatus) -> Bool {
        let texts = [feed.name, feed.configuredURL, feed.url].map { $0.lowercased() }
        return feeds.isEmpty
            || feeds.contains { part in texts.contains { $0.contains(part.lowercased()) } }
    }

    private func statuses(in directory: String, _ context: Context) throws -> [FeedStatus] {
        guard let file = try PollStateFile.opened(in: directory, context) else { return [] }
        return try PollStateFile.reading { () throws(PollStateError) in
            try file.statuses(at: context.now)
        }
    }

    // MARK: For people

    private func printForPeople(
        _ shown: [FeedStatus], of all: [FeedStatus], in context: Context
    ) throws {
        var table = Table([
            .init("STATE"), .init("FEED", leastWidth: 12),
            .init("LAST", rightAligned: true, isExtra: true), .init("RESULT", leastWidth: 8),
            .init("NEXT", rightAligned: true, isExtra: true),
            .init("EVERY", rightAligned: true, isExtra: true),
            .init("FAILS", rightAligned: true, isExtra: true),
            .init("STORIES", rightAligned: true, isExtra: true),
        ])
        for feed in shown {
            table.rows.append([
                .init(feed.state.rawValue, Self.style(of: feed.state)),
                .init(CleanText.line(feed.name.isEmpty ? feed.url : feed.name, limit: 500)),
                .init(Self.distance(feed.lastPoll, context.now), .dim),
                .init(Self.result(of: feed)),
                .init(Self.distance(feed.nextPoll, context.now), .dim),
                .init(TimeText.duration(feed.interval)),
                .init(feed.failures == 0 ? "" : String(feed.failures), .red),
                .init(String(feed.books.stories)),
            ])
        }
        if !shown.isEmpty {
            for line in table.lines(on: context.terminal) { try context.output.writeLine(line) }
        }
        if !all.isEmpty, context.terminal.isTerminal {
            try context.output.writeLine(context.terminal.styled(Self.summary(of: all), .dim))
        }
    }

    private static func summary(of feeds: [FeedStatus]) -> String {
        var books = Books()
        for feed in feeds { books += feed.books }
        let states = FreshnessState.allCases.compactMap { state -> String? in
            let count = feeds.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }
        let feedsText = feeds.count.counted("feed")
        return "\(feedsText): \(states.joined(separator: ", ")); "
            + "\(books.seen.counted("entry", "entries")) seen, "
            + books.stories.counted("story", "stories")
    }

    private static func distance(_ instant: Instant?, _ now: Instant) -> String {
        instant.map { TimeText.distance(of: $0, from: now) } ?? "never"
    }

    private static func result(of feed: FeedStatus) -> String {
        guard let result = feed.result else { return "" }
        guard result == "failed:http", let status = feed.httpStatus else { return result }
        return "\(result) \(status)"
    }

    private static func style(of state: FreshnessState) -> Style {
        if state.needsAttention { return .red }
        return state == .ok ? .green : .yellow
    }

    // MARK: For programs

    private static func json(of feed: FeedStatus) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("url", feed.url)
        json.member("configured_url", feed.configuredURL)
        json.member("name", feed.name)
        json.member("state", feed.state.rawValue)
        json.key("last_poll")
        json.value(orNull: feed.lastPoll)
        json.key("result")
        if let result = feed.result { json.value(result) } else { json.null() }
        json.key("http_status")
        if let status = feed.httpStatus { json.value(status) } else { json.null() }
        json.key("next_poll")
        json.value(orNull: feed.nextPoll)
        json.member("interval", feed.interval.wholeMilliseconds / 1000)
        json.member("failures", feed.failures)
        json.member("gaps", feed.gaps)
        json.key("books")
        json.write(feed.books)
        json.endObject()
        return json.bytes + [0x0A]
    }
}
