// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc
import Testing

@testable import StoryStore

@Suite struct NearMissLogTests {
    private let store = TemporaryStore()
    private let now: Instant

    init() throws {
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        now = try #require(Instant(rfc3339: "2026-11-21T20:31:07.123Z"))
    }

    private func line(_ title: UTF8Text, at seen: Instant? = nil) -> [UInt8] {
        NearMissLine.bytes(
            seen: seen ?? now, topic: "t", source: "example.org", title: title,
            url: "https://example.org/a", missing: "Japan* OR 日本")
    }

    @Test func aLineHasTheFormOfMatchesLog() {
        #expect(
            String(decoding: line("One\ttitle\u{1B}[31m\n"), as: UTF8.self)
                == "2026-11-21T20:31:07.123Z\tt\texample.org\tOne title\t"
                + "https://example.org/a\tJapan* OR 日本\n")
    }

    @Test func linesAreAppendedAndCountedByDay() throws {
        let log = NearMissLog(directory: store.path)
        #expect(try log.count(on: now.day) == 0)
        let yesterday = Instant(milliseconds: now.milliseconds - 86_400_000)
        try log.append(line("a", at: yesterday))
        try log.append(line("b") + line("c"))
        #expect(store.lines("near-misses.log").count == 3)
        #expect(store.permissions("near-misses.log") == 0o640)
        #expect(try log.count(on: now.day) == 2)
        #expect(try log.count(on: yesterday.day) == 1)
    }

    @Test func anUnfinishedLineIsEnded() throws {
        try store.write(Array("2026-11-21T20:3".utf8), to: "near-misses.log")
        try NearMissLog(directory: store.path).append(line("b"))
        #expect(store.lines("near-misses.log").count == 2)
    }

    @Test func nothingIsWrittenThroughALink() throws {
        try store.write([], to: "elsewhere")
        #expect(symlink(store.file("elsewhere"), store.file("near-misses.log")) == 0)
        #expect {
            try NearMissLog(directory: store.path).append(line("b"))
        } throws: {
            ($0 as? StoreError)?.code == .notRegularFile
        }
        #expect(store.bytes("elsewhere").isEmpty)
    }

    @Test(arguments: [Fault.noSpace, .shortWrite, .inputOutput])
    func aFailureLeavesNoPartOfALine(fault: Fault) throws {
        let log = NearMissLog(directory: store.path)
        try log.append(line("a"))
        for index in 0..<2 {
            let plan = FaultPlan(fault, at: index)
            let failing = NearMissLog(directory: store.path, gate: plan.gate)
            try? failing.append(line("b"))
            let text = store.text("near-misses.log")
            #expect(text.hasSuffix("\n") && !text.contains("\n\n"), "\(fault) at \(index)")
        }
        try log.append(line("c"))
        #expect(try log.count(on: now.day) >= 2)
    }
}
