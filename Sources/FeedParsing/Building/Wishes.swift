// SPDX-License-Identifier: Apache-2.0

/// Numbers of feeds, every one of them clamped before it is reckoned with.
enum Wishes {
    /// A year: no wish reaches further.
    static let longestSeconds = 366 * 86_400

    /// The whole number at the beginning of `text`; nil when there is none, or one that no file
    /// and no time has.
    static func number(_ text: ArraySlice<UInt8>) -> Int? {
        var value = 0
        var digits = 0
        for byte in text.drop(while: { $0 <= 0x20 }) {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+") && digits == 0 { continue }
            guard byte &- 0x30 < 10 else { break }
            digits += 1
            guard digits <= 15 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return digits > 0 ? value : nil
    }

    /// `ttl`, in minutes, as seconds.
    static func ttl(_ text: ArraySlice<UInt8>) -> Int? {
        guard let minutes = number(text), minutes > 0 else { return nil }
        return min(minutes, longestSeconds / 60) * 60
    }

    /// An hour of `skipHours`: 0 to 23, and 24 for midnight (RSS 0.91 counts from 1).
    static func hour(_ text: ArraySlice<UInt8>) -> Int? {
        guard let hour = number(text), hour <= 24 else { return nil }
        return hour % 24
    }

    /// A day of `skipDays`: 0 for Monday to 6 for Sunday.
    static func day(_ text: ArraySlice<UInt8>) -> Int? {
        let days: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        return days.firstIndex { text.containsWord($0) }
    }

    /// `sy:updatePeriod`, in seconds.
    static func period(_ text: ArraySlice<UInt8>) -> Int? {
        switch String(decoding: text, as: UTF8.self).lowercased().filter(\.isLetter) {
        case "hourly": 3600
        case "daily": 86_400
        case "weekly": 7 * 86_400
        case "monthly": 30 * 86_400
        case "yearly": 365 * 86_400
        default: nil
        }
    }

    /// A duration in seconds, or as `h:m:s` or `m:s`.
    static func seconds(_ text: ArraySlice<UInt8>) -> Double? {
        var total = 0.0
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 3 else { return nil }
        for part in parts {
            let whole = part.split(separator: UInt8(ascii: "."), maxSplits: 1)
            guard let first = whole.first, let value = number(first), value < 1_000_000_000 else {
                return nil
            }
            total = total * 60 + Double(value)
        }
        return total > 0 ? total : nil
    }
}
