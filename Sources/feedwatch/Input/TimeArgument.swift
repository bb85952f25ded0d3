// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Settings
import SystemCalls

/// A point in time as `--since` and `--until` take it: a duration back from now (`7d`), a day or
/// a minute here (`2026-11-21`, `2026-11-21 20:31`), `today`, `yesterday`, or RFC 3339.
struct TimeArgument: ExpressibleByArgument {
    private enum Form {
        case ago(Duration)
        case local(LocalTime)
        case exact(Instant)
        case midnight(daysAgo: Int)
    }

    private let form: Form

    init?(argument: String) {
        if let duration = Duration(settingsText: argument) {
            form = .ago(duration)
        } else if let instant = Instant(rfc3339: argument) {
            form = .exact(instant)
        } else if argument == "today" || argument == "yesterday" {
            form = .midnight(daysAgo: argument == "today" ? 0 : 1)
        } else if let local = Self.local(argument) {
            form = .local(local)
        } else {
            return nil
        }
    }

    /// The instant that is meant at `now`.
    func instant(at now: Instant) -> Instant {
        switch form {
        case .ago(let duration): return now - duration
        case .local(let time): return Instant(seconds: time.secondsSinceEpoch)
        case .exact(let instant): return instant
        case .midnight(let daysAgo):
            guard var time = LocalTime(secondsSinceEpoch: now.seconds) else { return now }
            (time.hour, time.minute, time.second) = (0, 0, 0)
            // mktime(3) brings a day before the first of the month into the month before.
            time.day -= daysAgo
            return Instant(seconds: time.secondsSinceEpoch)
        }
    }

    /// `YYYY-MM-DD`, with ` HH:MM` or `THH:MM` behind it, `:SS` behind that.
    private static func local(_ text: String) -> LocalTime? {
        let separators = Array("--T::".utf8)
        let widths = [4, 2, 2, 2, 2, 2]
        var rest = Array(text.utf8)[...]
        var numbers: [Int] = []
        for (index, width) in widths.enumerated() {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            numbers.append(digits.reduce(0) { $0 * 10 + Int($1) - 48 })
            rest = rest.dropFirst(width)
            // A day is whole, and so is a time of day without seconds.
            if rest.isEmpty, index == 2 || index >= 4 { break }
            guard index < separators.count, let next = rest.first,
                next == separators[index] || index == 2 && next == UInt8(ascii: " ")
            else { return nil }
            rest = rest.dropFirst()
        }
        guard rest.isEmpty, CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]) != nil
        else { return nil }
        numbers += [0, 0, 0]
        guard numbers[3] < 24, numbers[4] < 60, numbers[5] <= 60 else { return nil }
        return LocalTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: numbers[5])
    }
}
