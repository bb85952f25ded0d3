// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// How a report says numbers, days and spans of time.
public enum Wording: Sendable {
    /// `10,000`.
    public static func number(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// `1 story`, `2 stories`.
    public static func count(_ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "1 \(one)" : "\(number(count)) \(many)"
    }

    /// `3 Nov`.
    public static func day(_ day: CivilDay) -> String { "\(day.day) \(months[day.month - 1])" }

    /// `22 Oct – 21 Nov 2026`, in UTC as the days of the store.
    public static func period(_ first: CivilDay, _ last: CivilDay) -> String {
        if first == last { return "\(day(first)) \(first.year)" }
        let begin = first.year == last.year ? day(first) : "\(day(first)) \(first.year)"
        return "\(begin) – \(day(last)) \(last.year)"
    }

    /// `3 Nov, 20:31`.
    public static func moment(_ instant: Instant) -> String {
        "\(day(instant.day)), \(instant.rfc3339().dropFirst(11).prefix(5))"
    }

    /// `under a minute`, `25 min`, `3 h`, `12 days`.
    public static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "under a minute"
        case ..<5400: "\((seconds + 30) / 60) min"
        case ..<129_600: "\((seconds + 1800) / 3600) h"
        default: "\((seconds + 43_200) / 86_400) days"
        }
    }

    /// The English name of a language; the tag itself when it is not one of the more common.
    public static func language(_ tag: String) -> String {
        if tag.isEmpty { return "not said" }
        let primary = tag.prefix { $0 != "-" }
        guard let name = languages[String(primary)] else { return tag }
        return primary == tag ? name : "\(name) (\(tag))"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static let languages = [
        "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German",
        "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
        "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
        "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
        "lt": "Lithuanian", "lv": "Latvian", "mn": "Mongolian", "ms": "Malay", "nb": "Norwegian",
        "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
        "ru": "Russian", "sv": "Swedish", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
        "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
    ]
}
