// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// What a server and its feed ask of those who poll it: all of it lengthens a wait, within limits.
struct ServerWishes: Sendable, Equatable {
    /// `ttl` in milliseconds; 0 where there is none.
    var ttl: Int64 = 0
    /// `sy:updatePeriod` over `sy:updateFrequency` in milliseconds; 0 where there is none.
    var updatePeriod: Int64 = 0
    /// `sy:updateBase`.
    var updateBase: Instant?
    /// `skipHours`: bit h for the hour of the day h in UTC.
    var skipHours: UInt32 = 0
    /// `skipDays`: bit d for the day of the week d, 0 for Monday.
    var skipDays: UInt8 = 0
    /// The freshness of the last whole answer in milliseconds; a 304 that says nothing of its own
    /// renews it (RFC 9111 section 4.3.4).
    var lifetime: Int64 = 0

    /// Takes over what a document says.
    mutating func take(_ hints: PollingHints) {
        ttl = Self.milliseconds(hints.ttlSeconds)
        updatePeriod = Self.milliseconds(hints.updatePeriodSeconds)
        updateBase = hints.updateBase
        skipHours = hints.skipHours.reduce(0) { (0..<24).contains($1) ? $0 | 1 << $1 : $0 }
        skipDays = hints.skipDays.reduce(0) { (0..<7).contains($1) ? $0 | 1 << $1 : $0 }
    }

    /// The least wait after a poll at `now`, in milliseconds, hours and days to be skipped aside.
    func leastWait(after now: Instant) -> Int64 {
        max(ttl, lifetime, waitForUpdate(after: now))
    }

    /// The next of the times that periods counted from the base give, or a period.
    private func waitForUpdate(after now: Instant) -> Int64 {
        guard updatePeriod > 0, let base = updateBase else { return updatePeriod }
        let (elapsed, overflow) = now.milliseconds.subtractingReportingOverflow(base.milliseconds)
        if overflow { return updatePeriod }
        let phase = elapsed % updatePeriod
        return phase < 0 ? -phase : updatePeriod - phase
    }

    /// The first time from `time` on, but not after `latest`, that no skipped hour or day holds.
    func firstUnskipped(from time: Instant, latest: Instant) -> Instant {
        guard skipHours != 0 || skipDays != 0 else { return time }
        var time = time
        // A week has 168 hours: after that many steps all of it is skipped.
        for _ in 0...168 where time < latest {
            let day = time.day
            let hour = Int((time.milliseconds - day.start.milliseconds) / 3_600_000)
            guard skipDays & 1 << day.weekday != 0 || skipHours & 1 << hour != 0 else { break }
            time = Instant(milliseconds: day.start.milliseconds + Int64(hour + 1) * 3_600_000)
        }
        return min(time, latest)
    }

    /// Seconds from the wire, within what the caller's arithmetic stands: at most a year.
    private static func milliseconds(_ seconds: Int?) -> Int64 {
        Int64(min(max(seconds ?? 0, 0), 366 * 86_400)) * 1000
    }
}
