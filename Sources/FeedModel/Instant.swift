// SPDX-License-Identifier: Apache-2.0

/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch; negative before it.
    public var milliseconds: Int64

    /// The instant `milliseconds` after the epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant `seconds` after the epoch.
    public init(seconds: Int64) {
        milliseconds = seconds &* 1000
    }

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// The day in UTC that holds this instant.
    public var day: CivilDay { CivilDay(daysSinceEpoch: Int(seconds.dividedDown(by: 86_400))) }

    /// Whether `a` is the earlier instant.
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// The instant `duration` later, in whole milliseconds.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds &+ duration.wholeMilliseconds)
    }

    /// The instant `duration` earlier, in whole milliseconds.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds &- duration.wholeMilliseconds)
    }

    /// How long after `earlier` this is; negative when it is before.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds &- earlier.milliseconds)
    }
}

extension Duration {
    /// The duration in whole milliseconds, rounded towards zero.
    public var wholeMilliseconds: Int64 {
        components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    }

    /// The duration in seconds.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity; `divisor` is positive.
    func dividedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
