// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// English names of months and days, which stand for numbers in reports: `oct` is `october`.
/// Other languages of news write them with digits, or as one character of a longer word.
struct CalendarWords: Sendable {
    /// Open addressing by the upper bits of the hash; an eighth full, so that a probe hardly ever
    /// meets another word.
    private var keys = [UInt64](repeating: 0, count: 512)
    private var values = [UInt64](repeating: 0, count: 512)
    /// A bit of 512 for each name, by the upper bits of its hash.
    private var filter = SIMD8<UInt64>.zero

    /// The table of all names and abbreviations.
    static let all = CalendarWords()

    private init() {
        for names in Self.names {
            let value = Self.hash(of: names[0])
            for name in names { insert(Self.hash(of: name), value) }
        }
    }

    /// Whether `hash` may be that of a name: of other words it hardly ever is.
    @inline(__always) func mayHave(_ hash: UInt64) -> Bool {
        filter[Int(truncatingIfNeeded: hash &>> 61)] &>> (hash &>> 55 & 63) & 1 != 0
    }

    /// The hash of the full name of the month or day whose name or abbreviation has `hash`.
    @inline(__always) func fullName(_ hash: UInt64) -> UInt64? {
        var slot = Int(hash >> 55)
        while keys[slot] != 0 {
            if keys[slot] == hash { return values[slot] }
            slot = (slot &+ 1) & 511
        }
        return nil
    }

    private mutating func insert(_ key: UInt64, _ value: UInt64) {
        filter[Int(key >> 61)] |= 1 << (key >> 55 & 63)
        var slot = Int(key >> 55)
        while keys[slot] != 0 { slot = (slot + 1) & 511 }
        keys[slot] = key
        values[slot] = value
    }

    private static func hash(of name: String) -> UInt64 {
        WordScanner.hash(of: UTF8Text(name))
    }

    private static let names: [[String]] = [
        ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"],
        ["june", "jun"], ["july", "jul"], ["august", "aug"], ["september", "sep", "sept"],
        ["october", "oct"], ["november", "nov"], ["december", "dec"], ["monday", "mon"],
        ["tuesday", "tue", "tues"], ["wednesday", "wed"], ["thursday", "thu", "thur", "thurs"],
        ["friday", "fri"], ["saturday", "sat"], ["sunday", "sun"],
    ]
}
