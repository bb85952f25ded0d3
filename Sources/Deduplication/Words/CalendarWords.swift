// SPDX-License-Identifier: Apache-2.0

/// English names of months and days, which stand for numbers in reports: `oct` is `october`.
/// Other languages of news write them with digits, or as one character of a longer word.
struct CalendarWords: Sendable {
    /// Open addressing by the upper bits of the hash; an eighth full, so that a probe hardly ever
    /// meets another word.
    private var keys = [UInt64](repeating: 0, count: 512)
    private var values = [UInt64](repeating: 0, count: 512)

    /// The table of all names and abbreviations.
    static let all = CalendarWords()

    private init() {
        for names in Self.names {
            let value = WordHash.of(names[0])
            for name in names { insert(WordHash.of(name), value) }
        }
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
        var slot = Int(key >> 55)
        while keys[slot] != 0 { slot = (slot + 1) & 511 }
        keys[slot] = key
        values[slot] = value
    }

    private static let names: [[String]] = [
        ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"],
        ["june", "jun"], ["july", "jul"], ["august", "aug"], ["september", "sep", "sept"],
        ["october", "oct"], ["november", "nov"], ["december", "dec"], ["monday", "mon"],
        ["tuesday", "tue", "tues"], ["wednesday", "wed"], ["thursday", "thu", "thur", "thurs"],
        ["friday", "fri"], ["saturday", "sat"], ["sunday", "sun"],
    ]
}

/// The hash of a word, byte by byte while the text is read.
enum WordHash {
    /// FNV-1a's offset (Fowler, Noll, Vo).
    static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    /// FNV-1a's prime.
    static let prime: UInt64 = 0x100_0000_01b3

    /// Spreads the bits of what the bytes came to, so that its upper ones can be used alone.
    @inline(__always) static func finished(_ hash: UInt64) -> UInt64 {
        Hash64.mix(hash, 0x9e37_79b9_7f4a_7c15)
    }

    /// The hash of `word`, as the scanner would give it.
    static func of(_ word: String) -> UInt64 {
        finished(word.utf8.reduce(start) { ($0 ^ UInt64($1)) &* prime })
    }
}
