// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// Dates in HTTP fields (RFC 9110 section 5.6.7): the preferred form and both obsolete ones.
enum HTTPDate: Sendable {
    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`; nil for anything else. The day of the week is not checked.
    ///
    /// - Parameter now: Decides the century of a year of two digits: the last with those digits
    ///   that is no more than 50 years ahead.
    static func parse(_ text: String, now: Instant) -> Instant? {
        guard text.utf8.count <= 64 else { return nil }
        var words = text.utf8.split(whereSeparator: {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-")
        }).map { Array($0) }
        guard words.count >= 5 else { return nil }
        words.removeFirst()
        if month(words[0]) != nil { words.swapAt(0, 1) }
        // asctime has the time before the year, and no zone.
        if words.count == 4, words[2].contains(colon) {
            words.swapAt(2, 3)
        } else {
            guard words.count == 5, zones.contains(words[4]) else { return nil }
        }
        guard let day = number(words[0], digits: 1...2), let month = month(words[1]),
            let year = year(words[2], now: now), let seconds = timeOfDay(words[3]),
            let date = CivilDay(year: year, month: month, day: day)
        else { return nil }
        return Instant(milliseconds: date.start.milliseconds + Int64(seconds) * 1000)
    }

    private static let colon = UInt8(ascii: ":")
    private static let zones = ["GMT", "UTC", "Z", "+0000"].map { Array($0.utf8) }
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    private static func month(_ word: [UInt8]) -> Int? {
        months.firstIndex(of: word.map { $0 | 0x20 }).map { $0 + 1 }
    }

    private static func year(_ word: [UInt8], now: Instant) -> Int? {
        if let year = number(word, digits: 4...4) { return year }
        guard let short = number(word, digits: 2...2) else { return nil }
        let latest = now.day.year + 50
        return latest - (latest - short) % 100
    }

    private static func timeOfDay(_ word: [UInt8]) -> Int? {
        let parts = word.split(separator: colon, omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(Array(parts[0]), digits: 1...2), hour < 24,
            let minute = number(Array(parts[1]), digits: 2...2), minute < 60,
            let second = number(Array(parts[2]), digits: 2...2), second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func number(_ word: [UInt8], digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(word.count) else { return nil }
        return Int(decimal: word)
    }
}
