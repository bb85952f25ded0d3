// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

/// Times as people read them: local, to the minute.
enum TimeText {
    /// `2026-11-21 21:31`.
    static func dateAndTime(_ instant: Instant) -> String {
        guard let time = LocalTime(secondsSinceEpoch: instant.seconds) else {
            return instant.rfc3339()
        }
        return "\(day(time)) \(twoDigits(time.hour)):\(twoDigits(time.minute))"
    }

    /// How far `instant` is from `now`, in the largest unit that fits: `3h ago`, `in 25m`, `now`.
    static func distance(of instant: Instant, from now: Instant) -> String {
        let seconds = (instant - now).wholeMilliseconds / 1000
        let text = duration(.seconds(abs(seconds)))
        if seconds == 0 { return "now" }
        return seconds < 0 ? "\(text) ago" : "in \(text)"
    }

    /// `45s`, `25m`, `3h`, `12d`: rounded to the largest unit in which it is at least one.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(duration.wholeMilliseconds, 0) / 1000
        switch seconds {
        case ..<100: return "\(seconds)s"
        case ..<6000: return "\((seconds + 30) / 60)m"
        case ..<172_800: return "\((seconds + 1800) / 3600)h"
        default: return "\((seconds + 43_200) / 86_400)d"
        }
    }

    private static func day(_ time: LocalTime) -> String {
        "\(fourDigits(time.year))-\(twoDigits(time.month))-\(twoDigits(time.day))"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static func fourDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }
}
