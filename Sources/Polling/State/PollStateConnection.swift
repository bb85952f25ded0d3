// SPDX-License-Identifier: Apache-2.0

internal import CSQLite
import FeedModel
import SystemCalls

/// What is done on the state file, by one thread at a time.
struct PollStateConnection: ~Copyable {
    private let database: SQLiteDatabase
    /// Prepared at the first use: preparing costs more than a row.
    private var feedStatement: SQLiteStatement?
    private var documentStatement: SQLiteStatement?

    /// The layout of the tables; a file of another one is set aside.
    private static let version: Int64 = 2

    init(writing path: String) throws(PollStateError) {
        self.init(database: try Self.writable(path))
    }

    /// Beside a writer there are `-wal` and `-shm`; without one the file is all there is, and a
    /// user who may only read could not make them.
    init(reading path: String) throws(PollStateError) {
        self.init(database: try Self.readable(path))
    }

    private init(database: consuming SQLiteDatabase) {
        self.database = database
    }

    private static func writable(_ path: String) throws(PollStateError) -> SQLiteDatabase {
        let database = try SQLiteDatabase(path, .writing)
        try database.execute("PRAGMA journal_mode = WAL")
        try database.execute("PRAGMA synchronous = NORMAL")
        // Half a megabyte: rows are read once, at the start, and then only written.
        try database.execute("PRAGMA cache_size = -512")
        let found = try database.integer("PRAGMA user_version") ?? 0
        if found == 0 { try makeTables(database) }
        guard found == 0 || found == version else {
            throw PollStateError(
                path: path, operation: "open", code: SQLITE_NOTADB,
                message: "written by another version (layout \(found))")
        }
        return database
    }

    private static func readable(_ path: String) throws(PollStateError) -> SQLiteDatabase {
        if let log = try? FileSystem.status(of: "\(path)-wal"), log.isRegularFile {
            do throws(PollStateError) {
                return try readable(path, .reading)
            } catch {
                // Left behind by a daemon that was killed, and not ours to recover: what had been
                // moved to the file itself can still be read.
            }
        }
        return try readable(path, .immutable)
    }

    private static func readable(
        _ path: String, _ access: SQLiteDatabase.Access
    ) throws(PollStateError) -> SQLiteDatabase {
        let database = try SQLiteDatabase(path, access)
        // Opening alone reads nothing.
        let found = try database.integer("PRAGMA user_version")
        guard found == version else {
            throw PollStateError(
                path: path, operation: "open", code: SQLITE_NOTADB,
                message: "not the poll state of this version")
        }
        return database
    }

    private static func makeTables(
        _ database: borrowing SQLiteDatabase
    ) throws(PollStateError) {
        try database.execute(
            """
            BEGIN;
            CREATE TABLE feed (\(FeedRow.columns.joined(separator: ", "))) WITHOUT ROWID;
            CREATE TABLE document (\(FeedRow.documentColumns.joined(separator: ", ")));
            CREATE TABLE host (
                name TEXT PRIMARY KEY NOT NULL, held_until INTEGER NOT NULL,
                refusals INTEGER NOT NULL);
            CREATE TABLE day (
                day INTEGER PRIMARY KEY NOT NULL, known INTEGER NOT NULL,
                rejected INTEGER NOT NULL, stories INTEGER NOT NULL, sightings INTEGER NOT NULL,
                revisions INTEGER NOT NULL);
            CREATE TABLE value (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
            PRAGMA user_version = \(version);
            COMMIT
            """)
    }

    // MARK: Reading

    /// Rows as `FeedRow.read` takes them.
    private static let feeds = """
        SELECT feed.*, document.rhythm, document.window FROM feed
        LEFT JOIN document ON document.url = feed.url
        """

    borrowing func load() throws(PollStateError) -> PollMemory {
        var memory = PollMemory()
        // A dictionary that grows moves every state several times.
        let count = try database.integer("SELECT COUNT(*) FROM feed") ?? 0
        memory.feeds.reserveCapacity(Int(clamping: min(count, 1 << 20)))
        let feeds = try database.prepare(Self.feeds)
        while try feeds.step() {
            let (key, state) = FeedRow.read(feeds)
            memory.feeds[key] = state
        }
        let hosts = try database.prepare("SELECT name, held_until, refusals FROM host")
        while try hosts.step() {
            memory.holds.append(
                HostHold(
                    host: hosts.text(0), until: Instant(milliseconds: hosts.integer(1)),
                    refusals: Int(clamping: hosts.integer(2))))
        }
        memory.steering = Steering(text: try value(Steering.name) ?? "") ?? Steering()
        return memory
    }

    borrowing func load(keys: [String]) throws(PollStateError) -> PollMemory {
        var memory = PollMemory()
        for key in keys {
            let feed = try database.prepare("\(Self.feeds) WHERE feed.url = ?")
            try feed.bind(1, .text(key))
            if try feed.step() { memory.feeds[key] = FeedRow.read(feed).state }
        }
        return memory
    }

    borrowing func value(_ name: String) throws(PollStateError) -> String? {
        let statement = try database.prepare("SELECT value FROM value WHERE name = ?")
        try statement.bind(1, .text(name))
        return try statement.step() ? statement.text(0) : nil
    }

    borrowing func days() throws(PollStateError) -> [CivilDay: Books] {
        let rows = try database.prepare(
            "SELECT day, known, rejected, stories, sightings, revisions FROM day")
        var days: [CivilDay: Books] = [:]
        while try rows.step() {
            days[CivilDay(daysSinceEpoch: Int(rows.integer(0)))] = Books(row: rows, from: 1)
        }
        return days
    }

    borrowing func ledger() throws(PollStateError) -> Ledger {
        var ledger = Ledger(days: try days())
        ledger.firstPoll = try database.integer("SELECT MIN(first_poll) FROM feed").map {
            Instant(milliseconds: $0)
        }
        let sums = try database.prepare(
            """
            SELECT SUM(known), SUM(rejected), SUM(stories), SUM(sightings), SUM(revisions) FROM feed
            """)
        if try sums.step() { ledger.feeds = Books(row: sums, from: 0) }
        return ledger
    }

    borrowing func statuses(at now: Instant) throws(PollStateError) -> [FeedStatus] {
        let rows = try database.prepare(
            """
            SELECT feed.*, document.rhythm, document.window, host.held_until FROM feed
            LEFT JOIN document ON document.url = feed.url
            LEFT JOIN host ON host.name = feed.host
            WHERE feed.left_at IS NULL ORDER BY feed.url
            """)
        let last = Int32(FeedRow.columns.count + FeedRow.documentColumns.count - 1)
        var statuses: [FeedStatus] = []
        while try rows.step() {
            let (key, state) = FeedRow.read(rows)
            let name = rows.text(1)
            let held = rows.isNull(last) ? nil : Instant(milliseconds: rows.integer(last))
            statuses.append(
                FeedStatus(
                    key: key, name: name, state: state, hostHeldUntil: held, at: now)
            )
        }
        return statuses
    }

    // MARK: Writing

    mutating func save(
        _ batch: PollStateBatch, values: [String: String]
    ) throws(PollStateError) {
        guard !batch.isEmpty || !values.isEmpty else { return }
        try database.execute("BEGIN IMMEDIATE")
        do {
            try write(batch.feeds)
            try forget(batch.forgotten)
            try write(batch.holds)
            try write(batch.days)
            var values = values
            if let steering = batch.steering { values[Steering.name] = steering.text }
            try write(values)
            try database.execute("COMMIT")
        } catch {
            // A full disk may have ended the transaction already; then this fails, harmlessly.
            try? database.execute("ROLLBACK")
            throw error
        }
    }

    private mutating func write(_ feeds: [FeedRecord]) throws(PollStateError) {
        guard !feeds.isEmpty else { return }
        let feed = try takeFeedStatement()
        let document = try takeDocumentStatement()
        for record in feeds {
            try feed.run(FeedRow.values(of: record))
            if record.hasNewDocument { try document.run(FeedRow.documentValues(of: record)) }
        }
        feedStatement = consume feed
        documentStatement = consume document
    }

    private borrowing func forget(_ keys: [String]) throws(PollStateError) {
        guard !keys.isEmpty else { return }
        for table in ["feed", "document"] {
            let statement = try database.prepare("DELETE FROM \(table) WHERE url = ?")
            for key in keys { try statement.run([.text(key)]) }
        }
    }

    private mutating func takeFeedStatement() throws(PollStateError) -> SQLiteStatement {
        if let statement = feedStatement.take() { return statement }
        return try replacing("feed", FeedRow.columns.count)
    }

    private mutating func takeDocumentStatement() throws(PollStateError) -> SQLiteStatement {
        if let statement = documentStatement.take() { return statement }
        return try replacing("document", FeedRow.documentColumns.count)
    }

    private borrowing func replacing(
        _ table: String, _ columns: Int
    ) throws(PollStateError) -> SQLiteStatement {
        let marks = repeatElement("?", count: columns).joined(separator: ", ")
        return try database.prepare("INSERT OR REPLACE INTO \(table) VALUES (\(marks))")
    }

    private borrowing func write(_ holds: [HostHold]) throws(PollStateError) {
        guard !holds.isEmpty else { return }
        let statement = try database.prepare("INSERT OR REPLACE INTO host VALUES (?, ?, ?)")
        for hold in holds {
            try statement.run([
                .text(hold.host), .integer(hold.until.milliseconds),
                .integer(Int64(hold.refusals)),
            ])
        }
        try database.execute("DELETE FROM host WHERE refusals = 0")
    }

    private borrowing func write(_ days: [CivilDay: Books]) throws(PollStateError) {
        guard !days.isEmpty else { return }
        let statement = try database.prepare(
            """
            INSERT INTO day VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET
                known = known + excluded.known, rejected = rejected + excluded.rejected,
                stories = stories + excluded.stories, sightings = sightings + excluded.sightings,
                revisions = revisions + excluded.revisions
            """)
        for (day, books) in days {
            let counts = [
                day.daysSinceEpoch, books.known, books.rejected, books.stories, books.sightings,
                books.revisions,
            ]
            try statement.run(counts.map { .integer(Int64($0)) })
        }
    }

    private borrowing func write(_ values: [String: String]) throws(PollStateError) {
        guard !values.isEmpty else { return }
        let statement = try database.prepare("INSERT OR REPLACE INTO value VALUES (?, ?)")
        for (name, value) in values { try statement.run([.text(name), .text(value)]) }
    }
}

extension Books {
    /// The five columns from `column` on, in the order of the tables.
    fileprivate init(row: borrowing SQLiteStatement, from column: Int32) {
        self.init()
        known = Int(row.integer(column))
        rejected = Int(row.integer(column + 1))
        stories = Int(row.integer(column + 2))
        sightings = Int(row.integer(column + 3))
        revisions = Int(row.integer(column + 4))
    }
}

extension PollStateError {
    /// Whether the file is no state file of ours, rather than out of reach.
    var isDamage: Bool {
        // 1 is what a missing table or column gives.
        code > 0 && [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR].contains(code & 0xFF)
    }
}
