// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// The row of a feed: its columns, and how they are written and read. One list for both.
enum FeedRow: Sendable {
    /// The columns in order.
    static let columns = [
        "url TEXT PRIMARY KEY NOT NULL", "name TEXT NOT NULL", "host TEXT NOT NULL",
        "moved_to TEXT", "move_candidate TEXT", "move_polls INTEGER NOT NULL",
        "state TEXT NOT NULL", "result TEXT", "http_status INTEGER NOT NULL",
        "failures INTEGER NOT NULL", "gone INTEGER NOT NULL", "gaps INTEGER NOT NULL",
        "known INTEGER NOT NULL", "rejected INTEGER NOT NULL", "stories INTEGER NOT NULL",
        "sightings INTEGER NOT NULL", "revisions INTEGER NOT NULL",
        "interval INTEGER NOT NULL", "first_poll INTEGER", "last_poll INTEGER",
        "next_poll INTEGER", "held_until INTEGER", "last_news INTEGER", "last_change INTEGER",
        "etag TEXT", "last_modified TEXT", "validated_at INTEGER", "body_hash INTEGER",
        "variant INTEGER NOT NULL", "ttl INTEGER NOT NULL", "update_period INTEGER NOT NULL",
        "update_base INTEGER", "skip_hours INTEGER NOT NULL", "skip_days INTEGER NOT NULL",
        "lifetime INTEGER NOT NULL", "scroll_mark INTEGER", "haste REAL NOT NULL",
        "usual_size REAL NOT NULL", "shrunk INTEGER NOT NULL", "new_entries REAL NOT NULL",
        "matches REAL NOT NULL", "left_at INTEGER",
    ]

    /// What only documents change, and what is large, has a table of its own: most polls end in
    /// 304. (What a rhythm learns from a 304 is the time that has passed, and that is learnt as
    /// well from the next poll after a restart.)
    static let documentColumns = [
        "url TEXT PRIMARY KEY NOT NULL", "rhythm BLOB NOT NULL", "window BLOB NOT NULL",
    ]

    /// The values of a record, in the order of `columns`.
    static func values(of record: FeedRecord) -> [SQLiteValue] {
        let state = record.state
        let (move, books, wishes) = (state.move, state.books, state.wishes)
        return [
            .text(record.key), .text(record.name), .text(record.host), text(move.adopted),
            text(move.candidate), integer(move.polls), .text(state.freshness.rawValue),
            text(state.result?.rawValue), integer(state.httpStatus), integer(state.failures),
            integer(state.isGone ? 1 : 0), integer(state.gaps), integer(books.known),
            integer(books.rejected), integer(books.stories), integer(books.sightings),
            integer(books.revisions), .integer(state.interval), instant(state.firstPoll),
            instant(state.lastPoll), instant(state.nextPoll), instant(state.heldUntil),
            instant(state.lastNews), instant(state.lastChange), text(state.validators.etag),
            text(state.validators.lastModified), instant(state.validatedAt),
            state.bodyHash.map { .integer(Int64(bitPattern: $0)) } ?? .null,
            .integer(Int64(bitPattern: state.variant)), .integer(wishes.ttl),
            .integer(wishes.updatePeriod), instant(wishes.updateBase),
            integer(Int(wishes.skipHours)), integer(Int(wishes.skipDays)),
            .integer(wishes.lifetime), instant(state.scrollMark), .real(state.haste),
            .real(state.usualSize), integer(state.isShrunk ? 1 : 0), .real(state.newEntries),
            .real(state.matches), instant(state.leftAt),
        ]
    }

    /// The values of a record, in the order of `documentColumns`.
    static func documentValues(of record: FeedRecord) -> [SQLiteValue] {
        [.text(record.key), .blob(record.state.rhythm.blob), .blob(record.state.window.blob)]
    }

    /// The key and the state of a row whose columns are `columns`, then those of `documentColumns`
    /// but the first, null where there is no document.
    static func read(_ row: borrowing SQLiteStatement) -> (key: String, state: FeedState) {
        var cursor = RowCursor()
        let key = cursor.text(row)
        _ = (cursor.text(row), cursor.text(row))
        var state = FeedState()
        state.move = MoveTracker(
            adopted: cursor.optionalText(row), candidate: cursor.optionalText(row),
            polls: cursor.count(row))
        state.freshness = FreshnessState(rawValue: cursor.text(row)) ?? .ok
        state.result = PollResultWord(rawValue: cursor.text(row))
        (state.httpStatus, state.failures) = (cursor.count(row), cursor.count(row))
        (state.isGone, state.gaps) = (cursor.count(row) != 0, cursor.count(row))
        state.books.known = cursor.count(row)
        state.books.rejected = cursor.count(row)
        state.books.stories = cursor.count(row)
        state.books.sightings = cursor.count(row)
        state.books.revisions = cursor.count(row)
        state.interval = cursor.milliseconds(row)
        (state.firstPoll, state.lastPoll) = (cursor.instant(row), cursor.instant(row))
        (state.nextPoll, state.heldUntil) = (cursor.instant(row), cursor.instant(row))
        (state.lastNews, state.lastChange) = (cursor.instant(row), cursor.instant(row))
        state.validators = Validators(
            etag: cursor.optionalText(row), lastModified: cursor.optionalText(row))
        state.validatedAt = cursor.instant(row)
        state.bodyHash = cursor.optionalInteger(row).map { UInt64(bitPattern: $0) }
        state.variant = UInt64(bitPattern: cursor.integer(row))
        (state.wishes.ttl, state.wishes.updatePeriod) = (
            cursor.milliseconds(row), cursor.milliseconds(row)
        )
        state.wishes.updateBase = cursor.instant(row)
        state.wishes.skipHours = UInt32(truncatingIfNeeded: cursor.integer(row))
        state.wishes.skipDays = UInt8(truncatingIfNeeded: cursor.integer(row))
        state.wishes.lifetime = cursor.milliseconds(row)
        state.scrollMark = cursor.instant(row)
        state.haste = min(max(cursor.real(row), 1.0 / 64), 1)
        (state.usualSize, state.isShrunk) = (cursor.real(row), cursor.count(row) != 0)
        (state.newEntries, state.matches) = (cursor.real(row), cursor.real(row))
        state.leftAt = cursor.instant(row)
        state.rhythm = Rhythm(blob: cursor.blob(row)) ?? Rhythm()
        restore(&state, window: Window(blob: cursor.blob(row)))
        return (key, state)
    }

    /// Without the window nothing may be skipped: the next answer has to be whole.
    private static func restore(_ state: inout FeedState, window: Window?) {
        if let window {
            state.window = window
        } else {
            (state.validators, state.bodyHash) = (Validators(), nil)
        }
    }

    private static func integer(_ value: Int) -> SQLiteValue { .integer(Int64(value)) }
    private static func text(_ value: String?) -> SQLiteValue { value.map { .text($0) } ?? .null }
    private static func instant(_ value: Instant?) -> SQLiteValue {
        value.map { .integer($0.milliseconds) } ?? .null
    }
}

/// Reads the columns of a row one after the other. Numbers are taken within the range in which
/// the schedule's arithmetic is safe, whatever the file says.
struct RowCursor: Sendable {
    private var column: Int32 = -1

    private mutating func next() -> Int32 {
        column += 1
        return column
    }

    mutating func text(_ row: borrowing SQLiteStatement) -> String { row.text(next()) }
    mutating func blob(_ row: borrowing SQLiteStatement) -> [UInt8] { row.blob(next()) }
    mutating func integer(_ row: borrowing SQLiteStatement) -> Int64 { row.integer(next()) }

    mutating func real(_ row: borrowing SQLiteStatement) -> Double {
        let value = row.real(next())
        return value.isFinite ? min(max(value, 0), 1e15) : 0
    }

    mutating func count(_ row: borrowing SQLiteStatement) -> Int {
        Int(min(max(row.integer(next()), 0), 1 << 48))
    }

    /// A duration: at most a year.
    mutating func milliseconds(_ row: borrowing SQLiteStatement) -> Int64 {
        min(max(row.integer(next()), 0), 366 * 86_400_000)
    }

    mutating func optionalText(_ row: borrowing SQLiteStatement) -> String? {
        let column = next()
        return row.isNull(column) ? nil : row.text(column)
    }

    mutating func optionalInteger(_ row: borrowing SQLiteStatement) -> Int64? {
        let column = next()
        return row.isNull(column) ? nil : row.integer(column)
    }

    /// An instant: within the years that RFC 3339 can write.
    mutating func instant(_ row: borrowing SQLiteStatement) -> Instant? {
        optionalInteger(row).map {
            Instant(milliseconds: min(max($0, -62_167_219_200_000), 253_402_300_799_999))
        }
    }
}
