// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// The factors by which a feed's rate differs from its mean.
struct RhythmProfile: Sendable {
    /// Mean rate in entries a second.
    let rate: Double
    /// Delay from an entry's date to its appearance, in seconds.
    let lag: Double
    /// Factor for each hour of the week in UTC, Monday first.
    let hours: [Double]
    /// Factor for each minute of the hour.
    let minutes: [Double]
    /// Factor for each class of time since the newest entry.
    let gaps: [Double]

    /// Shrinks the counts towards a flat rate: the constants are how many entries' worth of
    /// flatness each profile starts with, and were chosen by simulation on recorded times.
    init(_ rhythm: Rhythm) {
        rate = rhythm.rate
        lag = rhythm.lag
        let counts = (0..<168).map { Double(rhythm.hours[$0]) }
        let total = counts.reduce(0, +)
        let days = (0..<24).map { hour in
            stride(from: hour, to: 168, by: 24).reduce(0) { $0 + counts[$1] }
        }
        hours = (0..<168).map { hour in
            let (before, after) = ((hour + 23) % 24, (hour + 1) % 24)
            let ofDay = (days[before] + 2 * days[hour % 24] + days[after]) / 4
            let day = (24 * ofDay + 8) / (total + 8)
            let ofWeek =
                (counts[(hour + 167) % 168] + 2 * counts[hour] + counts[(hour + 1) % 168]) / 4
            return (168 * ofWeek + 60 * day) / (total + 60)
        }
        minutes = (0..<60).map { (60 * Double(rhythm.minutes[$0]) + 40) / (total + 40) }
        gaps = (0..<GapClass.count).map {
            (Double(rhythm.gaps[$0]) + 3) / (Double(rhythm.expected[$0]) + 3)
        }
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
