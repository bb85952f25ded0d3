// SPDX-License-Identifier: Apache-2.0

import EventLog
import FeedModel
import Foundation
import SystemCalls
import Testing

@Suite struct EventLogTests {
    private let directory: TemporaryDirectory
    private var output: String { directory.path + "/output" }
    private var socket: String { directory.path + "/journal" }

    init() throws { directory = try TemporaryDirectory() }

    private func log(
        _ format: LogFormat, level: LogLevel = .trace, isJournalStream: Bool = false
    ) throws -> EventLog {
        let file = try FileDescriptor.open(output, O_WRONLY | O_CREAT | O_APPEND)
        let status = try file.status()
        return EventLog(
            level: level, format: format, output: file, identifier: "feedwatchd",
            environment: LogEnvironment(
                journalStream: isJournalStream ? "\(status.device):\(status.inode)" : "1:2",
                journalSocket: socket))
    }

    private func written() throws -> String {
        String(decoding: try FileSystem.contents(of: output, limit: 1 << 24), as: UTF8.self)
    }

    @Test func textLine() throws {
        try log(.text).write(.match(Samples.story()), at: Samples.now)
        #expect(
            try written() == """
                2026-11-21T20:31:07.123Z notice match topic=abductions source=example.org \
                title="Talks in \\"Singapore\\"" url="https://example.org/a?b=1" \
                id=000g40r40m30e209

                """)
    }

    @Test func textOfTheNetworkIsClean() throws {
        let title = "\u{1B}]0;owned\u{07}a\u{202E}b\nnotice match\u{9B}31m"
        try log(.text).write(.match(Samples.story(title: title)), at: Samples.now)
        #expect(try written().contains(#"title="ab notice match" url="#))
        #expect(try written().split(separator: "\n").count == 1)
    }

    @Test func damageAndSystemErrorsReadAsOperatorsExpect() throws {
        let log = try log(.text)
        log.write(.damaged(file: "stories/x.jsonl", line: 3, what: "bad checksum"), at: Samples.now)
        log.write(
            .storeFailed(SystemError(operation: "write", path: "/s", errno: ENOSPC)),
            at: Samples.now)
        let lines = try written().split(separator: "\n")
        #expect(lines.first?.hasSuffix(" error damaged stories/x.jsonl:3: bad checksum") == true)
        #expect(
            lines.last?.hasSuffix(
                " error store-failed operation=write path=/s -- No space left on device") == true)
    }

    @Test func jsonLines() throws {
        let log = try log(.json)
        for event in Samples.all { log.write(event, at: Samples.now) }
        let lines = try written().split(separator: "\n")
        try #require(lines.count == Samples.all.count)
        for (line, event) in zip(lines, Samples.all) {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let members = try #require(object as? [String: Any])
            #expect(members["event"] as? String == event.kind.rawValue)
            #expect(members["level"] as? String == event.kind.level.rawValue)
            #expect(members["time"] as? String == "2026-11-21T20:31:07.123Z")
            #expect(members.count == event.fields.count + 3)
        }
        let match = #""event":"match","topic":["abductions"],"source":"example.org","#
        #expect(try written().contains(match))
    }

    @Test func levelDecidesWhatIsWritten() throws {
        let log = try log(.text, level: .warning)
        #expect(!log.records(.notice))
        log.write(.match(Samples.story()), at: Samples.now)
        #expect(try written().isEmpty)
        log.configure(level: .notice, format: .json)
        log.write(.match(Samples.story()), at: Samples.now)
        #expect(try written().hasPrefix("{"))
    }

    @Test func journalEntry() throws {
        let journal = try DatagramReceiver(socket)
        let log = try log(.auto, isJournalStream: true)
        log.write(.match(Samples.story(topics: ["a", "b"])), at: Samples.now)
        let datagrams = journal.received()
        try #require(datagrams.count == 1)
        let fields = try #require(journalFields(datagrams[0]))
        let expected: [(String, String)] = [
            (
                "MESSAGE",
                #"match topic=a,b source=example.org title="Talks in \"Singapore\"" "#
                    + #"url="https://example.org/a?b=1" id=000g40r40m30e209"#
            ),
            ("MESSAGE_ID", EventKind.match.messageID), ("PRIORITY", "5"),
            ("SYSLOG_IDENTIFIER", "feedwatchd"), ("FEEDWATCH_EVENT", "match"),
            ("FEEDWATCH_TOPIC", "a"), ("FEEDWATCH_TOPIC", "b"),
            ("FEEDWATCH_SOURCE", "example.org"), ("FEEDWATCH_TITLE", #"Talks in "Singapore""#),
            ("FEEDWATCH_URL", "https://example.org/a?b=1"),
            ("FEEDWATCH_STORY_ID", "000g40r40m30e209"),
            ("FEEDWATCH_FEED", "https://example.org/rss"),
        ]
        #expect(fields.map { "\($0)=\($1)" } == expected.map { "\($0)=\($1)" })
        #expect(try written().isEmpty)
    }

    @Test func everyEventFitsTheJournal() throws {
        let journal = try DatagramReceiver(socket)
        let log = try log(.journal)
        let huge = String(repeating: "拉致 ", count: 100_000)
        let topics = (0..<10_000).map { "topic-\($0)" }
        log.write(.match(Samples.story(title: huge, topics: topics)), at: Samples.now)
        for event in Samples.all {
            log.write(event, at: Samples.now)
            let last = journal.received().last
            let fields = try #require(last.flatMap(journalFields))
            for (name, _) in fields {
                #expect(name.wholeMatch(of: /[A-Z][A-Z0-9_]{0,63}/) != nil)
            }
        }
        #expect(try written().isEmpty)
    }

    @Test func withoutTheSocketLinesCarryTheirPriority() throws {
        let log = try log(.auto, isJournalStream: true)
        log.write(.match(Samples.story()), at: Samples.now)
        #expect(try written().hasPrefix("<5>match topic=abductions "))
    }

    @Test func anInheritedVariableIsNotTheJournal() throws {
        let journal = try DatagramReceiver(socket)
        try log(.auto).write(.match(Samples.story()), at: Samples.now)
        #expect(journal.received().isEmpty)
        #expect(try written().hasPrefix("2026-11-21T20:31:07.123Z notice match "))
    }

    @Test func theJournalMayComeAndGo() throws {
        let log = try log(.journal)
        log.write(.stopping(cause: "first"), at: Samples.now)
        do {
            let journal = try DatagramReceiver(socket)
            log.write(.stopping(cause: "second"), at: Samples.now)
            #expect(journal.received().count == 1)
        }
        unlink(socket)
        let journal = try DatagramReceiver(socket)
        log.write(.stopping(cause: "third"), at: Samples.now)
        #expect(journal.received().count == 1)
        #expect(try written().split(separator: "\n").count == 1)
    }

    @Test func aFullDeviceStopsNothing() throws {
        let full = try FileDescriptor.open("/dev/full", O_WRONLY)
        let log = EventLog(
            level: .trace, format: .text, output: full, identifier: "feedwatchd",
            environment: LogEnvironment(journalStream: nil))
        for event in Samples.all { log.write(event, at: Samples.now) }
    }

    @Test func eventsComeAboveTheFooter() throws {
        let log = try log(.text)
        log.showFooter("1 of 2")
        log.showFooter("1 of 2")
        log.write(.stopping(cause: "done"), at: Samples.now)
        log.showFooter("")
        log.write(.stopping(cause: "done"), at: Samples.now)
        let event = "2026-11-21T20:31:07.123Z info stopping cause=done\n"
        let erase = "\r\u{1B}[K"
        #expect(try written() == "\(erase)1 of 2\(erase)\(event)1 of 2\(erase)\(event)")
    }

    @Test func linesOfThreadsDoNotMix() throws {
        let log = try log(.text)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for _ in 0..<100 { log.write(.stopping(cause: "\(thread)"), at: Samples.now) }
        }
        let lines = try written().split(separator: "\n")
        #expect(lines.count == 800)
        #expect(lines.allSatisfy { $0.wholeMatch(of: /[-:.0-9TZ]+ info stopping cause=\d/) != nil })
    }
}
