// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Polling
import StoryStore

/// `feedwatch audit`: the books added up again from state and store.
struct AuditCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Adds up the books again, from poll state and from the store.",
        discussion: """
            Every entry that was received is known, rejected, or a line of the store. Ends with 1 \
            when the store has fewer lines than the books say. Days before the oldest segment, \
            and those before poll state was last deleted, cannot be compared and are left out.

            EXAMPLE
              feedwatch audit --json | jq .balanced
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        guard let file = try PollStateFile.opened(in: scan.reader.directory, context) else {
            return .success
        }
        let days = try PollStateFile.reading { () throws(PollStateError) in try file.days() }
        let audit = Audit(days: days, stored: try stored(scan))
        if json {
            try context.output.writeJSON(audit.json)
        } else {
            for line in audit.lines(on: context.terminal) { try context.output.writeLine(line) }
        }
        return audit.isBalanced ? .success : .negative
    }

    /// How many lines of each kind the store has, by day.
    private func stored(_ scan: StoryScan) throws -> [CivilDay: Books] {
        var days: [CivilDay: Books] = [:]
        do {
            for kind in SegmentKind.allCases {
                for segment in try scan.reader.segments(of: kind) {
                    var count = 0
                    unsafe scan.reader.forEachLine(of: segment, damage: scan.tell) { _, _ in
                        count += 1
                        return true
                    }
                    switch kind {
                    case .stories: days[segment.day, default: Books()].stories += count
                    case .sightings: days[segment.day, default: Books()].sightings += count
                    case .revisions: days[segment.day, default: Books()].revisions += count
                    }
                }
            }
        } catch {
            throw CommandFailure(error)
        }
        return days
    }
}

/// The books against the store.
private struct Audit {
    /// What the books say, over the days that can be compared.
    private var books = Books()
    /// What the store has.
    private var stored = Books()

    init(days: [CivilDay: Books], stored daysStored: [CivilDay: Books]) {
        guard let first = days.keys.min() else { return }
        // Segments may have been deleted by age, oldest first.
        let begin = max(first, daysStored.keys.min() ?? first)
        for (day, books) in days where day >= begin { self.books += books }
        for (day, books) in daysStored where day >= begin { stored += books }
    }

    /// More lines than the books say are of the day on which poll state was deleted.
    var isBalanced: Bool {
        stored.stories >= books.stories && stored.sightings >= books.sightings
            && stored.revisions >= books.revisions
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("books")
        json.write(books)
        json.key("store")
        json.beginObject()
        json.member("stories", stored.stories)
        json.member("sightings", stored.sightings)
        json.member("revisions", stored.revisions)
        json.endObject()
        json.member("balanced", isBalanced)
        json.endObject()
        return json.bytes + [0x0A]
    }

    func lines(on terminal: Terminal) -> [String] {
        var table = Table([
            .init(""), .init("BOOKS", rightAligned: true), .init("STORE", rightAligned: true),
        ])
        for (name, said, had) in [
            ("stories", books.stories, stored.stories),
            ("sightings", books.sightings, stored.sightings),
            ("revisions", books.revisions, stored.revisions),
        ] {
            table.rows.append([
                .init(name), .init(String(said)), .init(String(had), had < said ? .red : .plain),
            ])
        }
        table.rows.append([.init("known"), .init(String(books.known)), .init("")])
        table.rows.append([.init("rejected"), .init(String(books.rejected)), .init("")])
        table.rows.append([.init("seen"), .init(String(books.seen), .bold), .init("")])
        let verdict =
            isBalanced
            ? terminal.styled("the books balance", .green)
            : terminal.styled("the store has fewer lines than the books say", .red)
        return table.lines(on: terminal) + [verdict]
    }
}
