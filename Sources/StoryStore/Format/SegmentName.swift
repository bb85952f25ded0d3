// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Where a day's segment stands below the store's directory.
struct SegmentName: Sendable, Hashable {
    static let plainSuffix = ".jsonl"
    static let compressedSuffix = ".jsonl.gz"

    let kind: SegmentKind
    let day: CivilDay

    /// The directory of the month: `stories`, `2026`, `11`.
    var directories: [String] {
        [kind.rawValue, Self.digits(day.year, 4), Self.digits(day.month, 2)]
    }

    /// `2026-11-21.jsonl`.
    var file: String { date + Self.plainSuffix }

    /// `2026-11-21.jsonl.gz`.
    var compressedFile: String { date + Self.compressedSuffix }

    /// `2026-11-21`.
    var date: String {
        "\(Self.digits(day.year, 4))-\(Self.digits(day.month, 2))-\(Self.digits(day.day, 2))"
    }

    /// The path below the store's directory.
    func path(compressed: Bool) -> String {
        (directories + [compressed ? compressedFile : file]).joined(separator: "/")
    }

    /// The day that a file's name says, and whether the file is compressed; nil for a name that
    /// is no segment's.
    static func day(ofFile name: String) -> (day: CivilDay, isCompressed: Bool)? {
        let isCompressed = name.hasSuffix(compressedSuffix)
        guard isCompressed || name.hasSuffix(plainSuffix) else { return nil }
        let date = name.dropLast((isCompressed ? compressedSuffix : plainSuffix).count)
        return day(named: date).map { ($0, isCompressed) }
    }

    /// The day written `2026-11-21`; nil for anything else.
    static func day(named date: some StringProtocol) -> CivilDay? {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], digits: 4),
            let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2)
        else { return nil }
        return CivilDay(year: year, month: month, day: day)
    }

    /// A number of exactly so many decimal digits.
    static func number(_ text: some StringProtocol, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(max(number, 0))
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
