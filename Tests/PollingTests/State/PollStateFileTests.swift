// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import Polling

@Suite final class PollStateFileTests {
    private let directory: String
    private var path: String { directory + "/polls%20?#.sqlite" }

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("feedwatch-polling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        directory = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// A feed with something in every field.
    private func busyLab() throws -> Lab {
        var lab = Lab(interval: .seconds(60))
        var hints = PollingHints()
        (hints.ttlSeconds, hints.updatePeriodSeconds) = (30, 20)
        (hints.updateBase, hints.skipHours, hints.skipDays) = (Lab.start.wall, [3], [6])
        let moved = PollResponse(
            status: 200,
            redirects: [
                PollRedirect(status: 301, from: "http://a.test/feed", to: "http://b.test/")
            ], validators: Validators(etag: "\"\u{E9}\"", lastModified: "then"),
            cacheControl: "max-age=10")
        var books = Books()
        (books.known, books.rejected, books.stories) = (1, 2, 3)
        (books.sightings, books.revisions) = (4, 5)
        for round in UInt64(0)..<3 {
            let shown = (0..<20).map { round * 3 + $0 }
            try lab.poll {
                Answer.document(
                    shown, for: $0, response: moved,
                    dates: shown.map { Lab.start.wall - .seconds(4000 - Int64($0)) }, hints: hints,
                    bodyHash: .max - round, books: books)
            }
        }
        try lab.poll { _ in Answer.status(503, retryAfter: "500") }
        return lab
    }

    @Test func `a new file is empty, and readable by the group`() throws {
        let opened = try PollStateFile.open(path)
        #expect(opened.setAside == nil)
        #expect(opened.memory.feeds.isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o640)
    }

    @Test func `what is saved is there after opening again`() throws {
        var lab = try busyLab()
        let state = lab.state
        let batch = lab.schedule.takeUnsaved()
        do {
            let file = try PollStateFile.open(path).file
            try file.save(batch, values: ["announced": "2026/11/x:7"])
            try file.save(batch)
        }
        let opened = try PollStateFile.open(path)
        #expect(opened.setAside == nil)
        let read = try #require(opened.memory.feeds["http://a.test/feed"])
        #expect("\(FeedRow.values(of: record(read)))" == "\(FeedRow.values(of: record(state)))")
        #expect(read.window == state.window)
        #expect(read.rhythm.blob == state.rhythm.blob)
        #expect(read.validators == state.validators)
        #expect(opened.memory.steering == (batch.steering ?? Steering()))
        #expect(try opened.file.value("announced") == "2026/11/x:7")
        #expect(try opened.file.value("nothing") == nil)
        // Days are sums, feeds are replaced.
        let days = try opened.file.ledger().total
        #expect(days.seen == 2 * state.books.seen)
        let some = try opened.file.load(keys: ["http://a.test/feed", "http://c.test/"])
        #expect(some.feeds.count == 1)
    }

    private func record(_ state: FeedState) -> FeedRecord {
        FeedRecord(key: "k", name: "n", host: "h", state: state, hasNewDocument: true)
    }

    @Test func `holds are kept until the host relents`() throws {
        let file = try PollStateFile.open(path).file
        var batch = PollStateBatch()
        batch.holds = [HostHold(host: "a.test", until: Lab.start.wall, refusals: 2)]
        try file.save(batch)
        #expect(try PollStateFile.open(path).memory.holds == batch.holds)
        batch.holds[0].refusals = 0
        try file.save(batch)
        #expect(try PollStateFile.open(path).memory.holds.isEmpty)
    }

    @Test func `status reads it beside the writer and without one`() throws {
        var lab = try busyLab()
        var writer: PollStateFile? = try PollStateFile.open(path).file
        try writer?.save(lab.schedule.takeUnsaved())
        for _ in 0..<2 {
            let status = try #require(
                try PollStateFile.openForReading(path).statuses(at: lab.now.wall).first)
            #expect(status.configuredURL == "http://a.test/feed")
            #expect(status.url == "http://b.test/")
            #expect(status.result == "failed:http")
            #expect(status.httpStatus == 503)
            #expect(status.state == .failing)
            #expect(status.failures == 1)
            #expect(status.interval == .seconds(60))
            #expect(status.books.seen == 45)
            #expect(status.nextPoll.map { $0 - lab.now.wall >= .seconds(500) } == true)
            writer = nil
        }
        // Nothing is left behind by readers.
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(names == ["polls%20?#.sqlite"])
    }

    @Test func `what a killed daemon left is read`() throws {
        var lab = try busyLab()
        let writer = try PollStateFile.open(path).file
        try writer.save(lab.schedule.takeUnsaved())
        let copy = directory + "/copy.sqlite"
        for suffix in ["", "-wal", "-shm"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        #expect(try PollStateFile.openForReading(copy).statuses(at: lab.now.wall).count == 1)
        #expect(try PollStateFile.open(copy).memory.feeds.count == 1)
    }

    @Test func `a host's hold shows at its other feeds`() throws {
        let file = try PollStateFile.open(path).file
        var lab = Lab()
        try lab.poll { Answer.feed($0) }
        var batch = lab.schedule.takeUnsaved()
        let until = lab.now.wall + .seconds(100)
        batch.holds = [HostHold(host: "a.test", until: until, refusals: 1)]
        try file.save(batch)
        let status = try #require(try file.statuses(at: lab.now.wall).first)
        #expect(status.state == .held)
        #expect(status.nextPoll == until)
        #expect(try file.statuses(at: until).first?.state == .ok)
    }

    @Test(arguments: [
        Data("this is no database, and long enough to be looked at".utf8),
        Data(repeating: 0xFF, count: 8192),
    ])
    func `what cannot be read is set aside with one warning`(content: Data) throws {
        try content.write(to: URL(fileURLWithPath: path))
        let opened = try PollStateFile.open(path)
        #expect(opened.setAside != nil)
        #expect(opened.memory.feeds.isEmpty)
        #expect(FileManager.default.contents(atPath: path + ".unreadable") == content)
        #expect(try PollStateFile.open(path).setAside == nil)
    }

    @Test func `another version's file is set aside, a damaged one too`() throws {
        do {
            let database = try SQLiteDatabase(path, .writing)
            try database.execute("PRAGMA user_version = 99")
        }
        #expect(try PollStateFile.open(path).setAside != nil)
        do {
            let database = try SQLiteDatabase(path, .writing)
            try database.execute("DROP TABLE host")
        }
        #expect(try PollStateFile.open(path).setAside != nil)
    }

    @Test func `a file cut anywhere loses no more than memory`() throws {
        var lab = try busyLab()
        do {
            let file = try PollStateFile.open(path).file
            try file.save(lab.schedule.takeUnsaved())
        }
        let whole = try #require(FileManager.default.contents(atPath: path))
        for length in stride(from: 0, to: whole.count, by: 1021) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            let opened = try PollStateFile.open(path)
            #expect(opened.setAside != nil || opened.memory.feeds.count <= 1)
        }
    }

    @Test func `rows with strange numbers are taken within bounds`() throws {
        var lab = try busyLab()
        do {
            let file = try PollStateFile.open(path).file
            try file.save(lab.schedule.takeUnsaved())
        }
        do {
            let database = try SQLiteDatabase(path, .writing)
            try database.execute(
                """
                UPDATE feed SET interval = -9223372036854775808, failures = 9223372036854775807,
                    next_poll = 9223372036854775807, last_poll = -9223372036854775808,
                    haste = 1e300, known = -1, ttl = 9223372036854775807,
                    last_change = 9223372036854775807, skip_days = -1;
                UPDATE document SET window = x'01', rhythm = x''
                """)
        }
        let memory = try PollStateFile.open(path).memory
        var again = Lab(interval: .seconds(60), memory: memory)
        _ = try again.schedule.nextWake().map { _ in try again.poll { Answer.feed($0) } }
        #expect(again.state.validators.isEmpty)
        #expect(again.state.books.known >= 0)
    }

    @Test func `what is no regular file is refused`() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        #expect(throws: PollStateError.self) { try PollStateFile.open(path) }
        #expect(throws: PollStateError.self) { try PollStateFile.openForReading(path) }
        #expect(throws: PollStateError.self) {
            try PollStateFile.openForReading(self.directory + "/none")
        }
        try FileManager.default.createSymbolicLink(
            atPath: directory + "/link", withDestinationPath: "/etc/passwd")
        #expect(throws: PollStateError.self) {
            try PollStateFile.open(self.directory + "/link")
        }
    }

    @Test func `a failed save changes nothing`() throws {
        let file = try PollStateFile.open(path).file
        var lab = try busyLab()
        let blocker = try SQLiteDatabase(path, .writing)
        try blocker.execute(
            "CREATE TRIGGER no BEFORE INSERT ON day BEGIN SELECT RAISE(ABORT, 'no'); END")
        let batch = lab.schedule.takeUnsaved()
        #expect(throws: PollStateError.self) { try file.save(batch) }
        #expect(try PollStateFile.open(path).memory.feeds.isEmpty)
        try blocker.execute("DROP TRIGGER no")
        try file.save(batch)
        #expect(try PollStateFile.open(path).memory.feeds.count == 1)
    }
}
