// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import StoryStore
import Text

/// `feedwatch stats`: how many stories, by day, topic, source or language.
struct StatsCommand: Command {
    /// What is counted by. Raw values are those of the command line and the keys of --json.
    enum Key: String, ExpressibleByArgument, CaseIterable {
        case day, topic, source, language
    }

    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Counts stories and their copies by day, topic, source or language.",
        discussion: """
            A copy counts for the day it was seen and the source it came from, and for the topics \
            and the language of its story. Days are those of UTC, as in the store.

            EXAMPLE
              feedwatch stats --by source --since 30d
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Option(name: .customLong("by"), help: "day, topic, source or language.")
    var key = Key.day

    @Flag(help: "One JSON object a row.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        let limit = filter.limit
        var rows = try count(scan).map { Row(name: $0.key, count: $0.value) }
        rows.sort(by: key == .day ? { $0.name < $1.name } : Row.isLarger)
        // The newest days, the largest others.
        if let limit { rows = Array(key == .day ? rows.suffix(limit) : rows.prefix(limit)) }
        if json {
            for row in rows { try context.output.writeJSON(json(of: row)) }
        } else if !rows.isEmpty {
            for line in table(rows, on: context.terminal).lines(on: context.terminal) {
                try context.output.writeLine(line)
            }
        }
        return .success
    }

    private struct Count {
        var stories = 0
        var sightings = 0
    }

    private struct Row {
        var name: String
        var count: Count

        static func isLarger(_ a: Row, _ b: Row) -> Bool {
            (b.count.stories, b.count.sightings, a.name) < (
                a.count.stories, a.count.sightings, b.name
            )
        }
    }

    private func count(_ scan: StoryScan) throws -> [String: Count] {
        var counts: [String: Count] = [:]
        var topics: [StoryID: (names: [String], language: String)] = [:]
        let selected = StoryFilter(filter, at: scan.context.now, order: .oldestFirst)
        let copies = try copies(scan, selected.selection)
        try scan.forEach(selected) { found in
            let story = found.story
            for name in names(of: story) { counts[name, default: Count()].stories += 1 }
            if copies[story.id] != nil {
                topics[story.id] = (story.topics.map(\.name), story.language.string)
            }
            return true
        }
        for (id, sightings) in copies {
            // Copies of stories that the filter leaves out are left out as well.
            guard let story = topics[id] else { continue }
            for sighting in sightings {
                let names: [String] =
                    switch key {
                    case .day: [Self.name(of: sighting.seen.day)]
                    case .source: [sighting.source.string]
                    case .topic: story.names
                    case .language: [story.language]
                    }
                for name in names { counts[name, default: Count()].sightings += 1 }
            }
        }
        return counts
    }

    /// The sightings within the time asked for, by story.
    private func copies(
        _ scan: StoryScan, _ selection: StoreSelection
    ) throws -> [StoryID: [Sighting]] {
        var copies: [StoryID: [Sighting]] = [:]
        do {
            try scan.reader.forEach(Sighting.self, in: selection, damage: scan.tell) {
                sighting, _ in
                copies[sighting.story, default: []].append(sighting)
                return true
            }
        } catch {
            throw CommandFailure(error)
        }
        return copies
    }

    private func names(of story: Story) -> [String] {
        switch key {
        case .day: [Self.name(of: story.stored.day)]
        case .topic: story.topics.map(\.name)
        case .source: [story.source.string]
        case .language: [story.language.string]
        }
    }

    private static func name(of day: CivilDay) -> String {
        String(day.start.rfc3339().prefix(10))
    }

    private func table(_ rows: [Row], on terminal: Terminal) -> Table {
        var table = Table([
            .init(key.rawValue.uppercased(), leastWidth: 10),
            .init("STORIES", rightAligned: true), .init("COPIES", rightAligned: true),
            .init("", leastWidth: 0),
        ])
        let largest = rows.reduce(0) { max($0, $1.count.stories) }
        for row in rows {
            let name = CleanText.line(row.name)
            table.rows.append([
                .init(name.isEmpty ? "(none)" : name), .init(String(row.count.stories)),
                .init(String(row.count.sightings)),
                terminal.isTerminal
                    ? .init(.bar(row.count.stories, of: largest, columns: 40), .blue) : .init(""),
            ])
        }
        return table
    }

    private func json(of row: Row) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key(named: key.rawValue)
        json.value(row.name)
        json.member("stories", row.count.stories)
        json.member("sightings", row.count.sightings)
        json.endObject()
        return json.bytes + [0x0A]
    }
}
