// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls
import Testing

@testable import feedwatch

@Suite struct TimeArgumentTests {
    private let now = Instant(seconds: 1_795_293_067)

    @Test(arguments: [
        ("0s", 0), ("90s", 90), ("5m", 300), ("2h", 7200), ("7d", 604_800), ("2w", 1_209_600),
    ])
    func durationsCountBack(text: String, seconds: Int64) throws {
        let argument = try #require(TimeArgument(argument: text))
        #expect(argument.instant(at: now) == Instant(seconds: now.seconds - seconds))
    }

    @Test func exactTimes() throws {
        let argument = try #require(TimeArgument(argument: "2026-11-21T21:31:07+01:00"))
        #expect(argument.instant(at: now).rfc3339() == "2026-11-21T20:31:07Z")
    }

    @Test(arguments: [
        ("2026-11-21", LocalTime(year: 2026, month: 11, day: 21)),
        ("2026-11-21 20:31", LocalTime(year: 2026, month: 11, day: 21, hour: 20, minute: 31)),
        ("2026-11-21T20:31", LocalTime(year: 2026, month: 11, day: 21, hour: 20, minute: 31)),
        (
            "2024-02-29 23:59:58",
            LocalTime(year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58)
        ),
    ])
    func localTimes(text: String, time: LocalTime) throws {
        let instant = try #require(TimeArgument(argument: text)).instant(at: now)
        #expect(LocalTime(secondsSinceEpoch: instant.seconds) == time)
    }

    @Test func namedDaysBeginAtMidnight() throws {
        let today = try #require(TimeArgument(argument: "today")).instant(at: now)
        let yesterday = try #require(TimeArgument(argument: "yesterday")).instant(at: now)
        let parts = try #require(LocalTime(secondsSinceEpoch: today.seconds))
        #expect(parts.hour == 0 && parts.minute == 0 && parts.second == 0)
        #expect(today <= now && yesterday < today)
        #expect((today - yesterday).inSeconds <= 90_000)
    }

    @Test(arguments: [
        "", "x", "7", "7y", "-7d", "2026", "2026-11", "2026-11-31", "2026-13-01", "2026-11-21 ",
        "2026-11-21 24:00", "2026-11-21 20", "2026-11-21 20:31:", "2026-11-21x20:31",
        "2026-11-21 20:31:07Z ", "99999999999999999999d",
    ])
    func anythingElseIsWrong(text: String) {
        #expect(TimeArgument(argument: text) == nil)
    }
}
