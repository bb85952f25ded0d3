// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct RhythmTests {
    private static let monday = Instant(seconds: 1_795_392_000)  // 2026-11-23T00:00:00Z
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 24 * hour

    /// Watches a feed that publishes at `times` after a Monday's midnight for `days`, hourly.
    private func watch(days: Int64, _ times: (Int64) -> [Int64]) -> (rhythm: Rhythm, end: Instant) {
        var rhythm = Rhythm()
        var now = Self.monday
        for step in 0...(days * 24) {
            let from = step * Self.hour
            now = Instant(milliseconds: Self.monday.milliseconds + from)
            let dates = times(step - 1).map {
                Instant(milliseconds: Self.monday.milliseconds + (step - 1) * Self.hour + $0)
            }
            rhythm.learn(dates: step == 0 ? [] : dates, undated: 0, at: now)
        }
        return (rhythm, now)
    }

    @Test func `the fixture's Monday is one`() {
        #expect(Self.monday.day.weekday == 0)
        #expect(RhythmProfile.hour(Self.monday.inSeconds) == 0)
        #expect(RhythmProfile.hour(-1) == (3 * 24 + 167) % 168)
    }

    @Test func `a steady feed has its rate`() {
        let (rhythm, _) = watch(days: 28) { _ in [1_800_000] }
        #expect((21...25).contains(rhythm.rate * 86_400))
    }

    @Test func `a daily feed is expected at its hour`() {
        let (rhythm, _) = watch(days: 28) { $0 % 24 == 9 ? [0] : [] }
        let profile = rhythm.profile
        #expect(profile.factor(ofHour: 9) > 3 * profile.factor(ofHour: 21))
        #expect(profile.factor(ofMinute: 0) > 3 * profile.factor(ofMinute: 30))
    }

    @Test func `the wait ends when the feed usually publishes`() {
        let (rhythm, _) = watch(days: 28) { $0 % 24 == 9 ? [0] : [] }
        let noon = Self.monday + .seconds(27 * 86_400 + 12 * 3600)
        let wait = rhythm.wait(after: noon, price: 8000, weight: 1, longest: 86_400)
        #expect((18 * 3600...22 * 3600 + 1800).contains(wait))
    }

    @Test func `a higher price is a longer wait, a higher weight a shorter one`() {
        let (rhythm, end) = watch(days: 14) { _ in [0] }
        let waits = [1.0, 10, 100, 1000, 10_000].map {
            rhythm.wait(after: end, price: $0, weight: 1, longest: 86_400)
        }
        #expect(waits == waits.sorted())
        #expect(waits[0] < waits[4])
        #expect(rhythm.wait(after: end, price: 1000, weight: 5, longest: 86_400) < waits[3])
        #expect(rhythm.wait(after: end, price: 1e12, weight: 1, longest: 86_400) == 86_400)
    }

    @Test func `the delay from date to appearance is learnt`() {
        var rhythm = Rhythm()
        for step in 0..<200 {
            let now = Self.monday + .seconds(Int64(step) * 300)
            // Every half hour an entry appears that is dated 12 minutes back.
            let appears = step % 6 == 3
            rhythm.learn(dates: appears ? [now - .seconds(720)] : [], undated: 0, at: now)
        }
        #expect((420...720).contains(rhythm.lag))
    }

    @Test(arguments: [Int64.min, Int64.max, 0, -1, 9_999_999_999_999])
    func `strange dates neither crash nor count as newest`(date: Int64) {
        var rhythm = Rhythm()
        let strange = Instant(milliseconds: date)
        rhythm.learn(dates: [strange], undated: 0, at: Self.monday)
        rhythm.learn(dates: [strange, strange], undated: 5, at: Self.monday + .seconds(60))
        #expect(rhythm.newest.map { $0 <= Self.monday + .seconds(60) } ?? true)
        #expect(rhythm.wait(after: Self.monday, price: 100, weight: 1, longest: 3600) <= 3600)
    }

    @Test(arguments: [Int64.min / 4, -86_400_000, 0, Int64.max / 4])
    func `strange clocks do not crash`(clock: Int64) {
        var rhythm = Rhythm()
        let now = Instant(milliseconds: clock)
        rhythm.learn(dates: [now], undated: 1, at: now)
        rhythm.learn(dates: [now], undated: 1, at: now)
        rhythm.learn(dates: [], undated: 0, at: Instant(milliseconds: clock - 5000))
        rhythm.learn(dates: [now], undated: 1, at: now + .seconds(86_400 * 400))
        #expect(rhythm.wait(after: now, price: 100, weight: 1, longest: 3600) > 0)
    }

    @Test func `a long silence is noticed, a usual one is not`() {
        let (rhythm, end) = watch(days: 14) { $0 % 3 == 0 ? [0] : [] }
        #expect(!rhythm.isSilence(from: end, to: end + .seconds(3 * 3600)))
        #expect(rhythm.isSilence(from: end, to: end + .seconds(5 * 86_400)))
    }

    @Test func `the blob gives the rhythm back`() {
        let (rhythm, _) = watch(days: 10) { $0 % 5 == 0 ? [600_000] : [] }
        #expect(Rhythm(blob: rhythm.blob)?.blob == rhythm.blob)
        for length in 0..<rhythm.blob.count {
            let isWhole = (rhythm.blob.count - length) / 8 <= rhythm.pending.count
            let cut = Rhythm(blob: Array(rhythm.blob.prefix(length)))
            #expect(cut == nil || isWhole && (rhythm.blob.count - length) % 8 == 0)
        }
    }
}
