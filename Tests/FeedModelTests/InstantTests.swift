// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-21T20:31:07.123Z", 1_795_293_067_123),
        ("2026-11-21T20:31:07.1Z", 1_795_293_067_100),
        ("2026-11-22T05:31:07+09:00", 1_795_293_067_000),
        ("1969-12-31T23:59:59Z", -1000),
        ("2000-02-29t12:00:00z", 951_825_600_000),
        ("1998-12-31T23:59:60Z", 915_148_800_000),
    ])
    func readsRFC3339(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T20:31Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T20:31:07", "2026-11-21T20:31:07.Z",
        "2026-11-21T20:31:07+0900", "2026-11-21T20:31:07Zx", "２026-11-21T20:31:07Z",
    ])
    func refusesWhatIsNot(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [
        (Instant(milliseconds: 1_795_293_067_123), "2026-11-21T20:31:07.123Z"),
        (Instant(seconds: 1_795_293_067), "2026-11-21T20:31:07Z"),
        (Instant(milliseconds: -1), "1969-12-31T23:59:59.999Z"),
        (Instant(milliseconds: .min), "0000-01-01T00:00:00Z"),
        (Instant(milliseconds: .max), "9999-12-31T23:59:59.999Z"),
    ])
    func writesRFC3339(instant: Instant, text: String) {
        #expect(instant.rfc3339() == text)
    }

    @Test func writesAFractionOnRequest() {
        #expect(Instant(seconds: 0).rfc3339(fraction: true) == "1970-01-01T00:00:00.000Z")
    }

    @Test func daysRoundTrip() {
        for number in stride(from: -800_000, through: 3_000_000, by: 97) {
            let day = CivilDay(daysSinceEpoch: number)
            #expect(day.daysSinceEpoch == number)
            #expect(CivilDay(year: day.year, month: day.month, day: day.day) == day)
        }
    }

    @Test(arguments: [(1970, 1, 1, 3), (2026, 11, 21, 5), (2000, 2, 29, 1), (1969, 12, 28, 6)])
    func weekdaysCountFromMonday(year: Int, month: Int, day: Int, weekday: Int) throws {
        #expect(try #require(CivilDay(year: year, month: month, day: day)).weekday == weekday)
    }
}
