// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// The rate at which a feed is expected to publish, at any time.
///
/// The counts are shrunk towards a flat rate: the constants are how many entries' worth of
/// flatness each profile starts with, and were chosen by simulation on recorded times.
struct RhythmProfile: Sendable {
    /// Mean rate in entries a second.
    let rate: Double
    /// Delay from an entry's date to its appearance, in seconds.
    let lag: Double
    private let hours: DecayingHistogram
    private let minutes: DecayingHistogram
    private let gapFactors: InlineArray<11, Double>
    /// All counts, and those of each hour of the day.
    private let total: Double
    private let days: InlineArray<24, Double>

    init(_ rhythm: Rhythm) {
        rate = rhythm.rate
        lag = rhythm.lag
        hours = rhythm.hours
        minutes = rhythm.minutes
        var days = InlineArray<24, Double>(repeating: 0)
        var total = 0.0
        for hour in 0..<168 {
            let count = Double(rhythm.hours[hour])
            days[hour % 24] += count
            total += count
        }
        (self.days, self.total) = (days, total)
        var factors = InlineArray<11, Double>(repeating: 1)
        for index in factors.indices {
            factors[index] =
                (Double(rhythm.gaps[index]) + 3) / (Double(rhythm.expected[index]) + 3)
        }
        gapFactors = factors
    }

    /// The factor of an hour of the week in UTC, Monday first: its own counts and those of its
    /// neighbours, leaning on the hour of the day, which leans on a flat day.
    func factor(ofHour hour: Int) -> Double {
        let day = hour % 24
        let ofDay = (days[(day + 23) % 24] + 2 * days[day] + days[(day + 1) % 24]) / 4
        let (before, after) = (hours[(hour + 167) % 168], hours[(hour + 1) % 168])
        let ofWeek = Double(before + 2 * hours[hour] + after) / 4
        return (168 * ofWeek + 60 * (24 * ofDay + 8) / (total + 8)) / (total + 60)
    }

    /// The factor of a minute of the hour.
    func factor(ofMinute minute: Int) -> Double {
        (60 * Double(minutes[minute]) + 40) / (total + 40)
    }

    /// The factor when the newest entry appeared so many seconds ago.
    func factor(after seconds: Double) -> Double {
        gapFactors[GapClass.of(seconds)]
    }

    /// The hour of the week at `seconds` since the epoch, which was a Thursday.
    static func hour(_ seconds: Double) -> Int {
        cycle(seconds + 3 * 86_400, step: 3600, count: 168)
    }

    /// The minute of the hour at `seconds` since the epoch.
    static func minute(_ seconds: Double) -> Int {
        cycle(seconds, step: 60, count: 60)
    }

    /// Also right before the epoch: a machine without a clock of its own starts there.
    private static func cycle(_ seconds: Double, step: Double, count: Int) -> Int {
        let index = Int((seconds / step).rounded(.down)) % count
        return index < 0 ? index + count : index
    }
}
