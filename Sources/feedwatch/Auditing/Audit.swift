// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import Polling

/// The books against the store.
struct Audit {
    /// What the books say, over the days that can be compared.
    private let books: Books
    /// What the store has of those days.
    private let stored: Books
    private let count: StoreCount
    private let ledger: Ledger

    init(_ ledger: Ledger, _ count: StoreCount) {
        self.ledger = ledger
        self.count = count
        // Segments may have been deleted by age, oldest first.
        let oldest = count.days.keys.min() ?? ledger.days.keys.min()
        func sum(_ days: [CivilDay: Books]) -> Books {
            days.reduce(into: Books()) { sum, day in
                if let oldest, day.key >= oldest { sum += day.value }
            }
        }
        (books, stored) = (sum(ledger.days), sum(count.days))
    }

    /// What is wrong, in words; empty when the books balance.
    private var faults: [String] {
        var faults: [String] = []
        if stored.stories < books.stories || stored.sightings < books.sightings
            || stored.revisions < books.revisions
        {
            faults.append("the store has fewer lines than the books say")
        }
        if count.duplicates > 0 {
            let lines = count.duplicates == 1 ? "1 line" : "\(count.duplicates) lines"
            faults.append("the store has \(lines) twice")
        }
        if ledger.feeds.seen > ledger.total.seen {
            faults.append("the feeds add up to more than the days do")
        }
        return faults
    }

    var isBalanced: Bool { faults.isEmpty }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("since")
        json.value(orNull: ledger.begin)
        json.key("books")
        json.write(books)
        json.key("store")
        Self.write(stored, to: &json)
        json.key("not_compared")
        Self.write(count.earlier, to: &json)
        json.member("duplicates", count.duplicates)
        json.member("balanced", isBalanced)
        json.endObject()
        return json.bytes + [0x0A]
    }

    private static func write(_ lines: Books, to json: inout JSONWriter) {
        json.beginObject()
        json.member("stories", lines.stories)
        json.member("sightings", lines.sightings)
        json.member("revisions", lines.revisions)
        json.endObject()
    }

    func lines(on terminal: Terminal) -> [String] {
        var table = Table([
            .init(""), .init("BOOKS", rightAligned: true), .init("STORE", rightAligned: true),
            .init("NOT COMPARED", rightAligned: true),
        ])
        for (name, said, had, earlier) in [
            ("stories", books.stories, stored.stories, count.earlier.stories),
            ("sightings", books.sightings, stored.sightings, count.earlier.sightings),
            ("revisions", books.revisions, stored.revisions, count.earlier.revisions),
        ] {
            table.rows.append([
                .init(name), .init(String(said)), .init(String(had), had < said ? .red : .plain),
                .init(earlier == 0 ? "" : String(earlier), .dim),
            ])
        }
        for (name, sum) in [
            ("known", books.known), ("rejected", books.rejected), ("seen", books.seen),
        ] {
            table.rows.append([.init(name), .init(String(sum)), .init(""), .init("")])
        }
        return table.lines(on: terminal) + notes
            + (isBalanced
                ? [terminal.styled("the books balance", .green)]
                : faults.map { terminal.styled($0, .red) })
    }

    /// What the figures leave open.
    private var notes: [String] {
        var notes: [String] = []
        if count.earlier != Books(), let begin = ledger.begin {
            notes.append("not compared: lines from before the poll state began, \(begin.rfc3339())")
        }
        if stored.stories > books.stories || stored.sightings > books.sightings
            || stored.revisions > books.revisions
        {
            notes.append(
                "more lines than the books say are what a crash between storing and saving leaves")
        }
        return notes
    }
}
