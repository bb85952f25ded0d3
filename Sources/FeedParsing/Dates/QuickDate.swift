// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The two ways in which nearly all feeds write dates, read where they stand: RFC 822
/// (`Thu, 01 Jan 2004 19:48:21 GMT`, an offset for the name) and RFC 3339
/// (`2004-01-01T19:48:21Z`). Whatever deviates by one byte is left to `DateReader`.
enum QuickDate {
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> EntryDate? {
        switch text.count {
        case 20, 25: unsafe rfc3339(text)
        case 29, 31: unsafe rfc822(text)
        default: nil
        }
    }

    private static func rfc3339(_ text: UnsafeBufferPointer<UInt8>) -> EntryDate? {
        guard unsafe text[4] == 0x2D, unsafe text[7] == 0x2D, unsafe text[10] == 0x54,
            let year = unsafe number(text, 0, 4), let month = unsafe number(text, 5, 2),
            let day = unsafe number(text, 8, 2), let time = unsafe clock(text, at: 11)
        else { return nil }
        if text.count == 20 {
            guard unsafe text[19] == 0x5A else { return nil }
            return date(year, month, day, time, offset: 0)
        }
        guard unsafe text[22] == 0x3A, let hours = unsafe number(text, 20, 2),
            let minutes = unsafe number(text, 23, 2), let sign = unsafe sign(text[19])
        else { return nil }
        return date(year, month, day, time, offset: sign * (hours * 60 + minutes))
    }

    private static func rfc822(_ text: UnsafeBufferPointer<UInt8>) -> EntryDate? {
        guard unsafe text[3] == 0x2C, unsafe text[4] == 0x20, unsafe text[7] == 0x20,
            unsafe text[11] == 0x20, unsafe text[16] == 0x20, unsafe text[25] == 0x20,
            let day = unsafe number(text, 5, 2), let month = unsafe month(text, at: 8),
            let year = unsafe number(text, 12, 4), let time = unsafe clock(text, at: 17)
        else { return nil }
        if text.count == 29 {
            guard unsafe text[26] == 0x47, unsafe text[27] == 0x4D, unsafe text[28] == 0x54 else {
                return nil
            }
            return date(year, month, day, time, offset: 0)
        }
        guard let zone = unsafe number(text, 27, 4), let sign = unsafe sign(text[26]) else {
            return nil
        }
        guard zone % 100 < 60 else { return nil }
        return date(year, month, day, time, offset: sign * (zone / 100 * 60 + zone % 100))
    }

    // MARK: - Parts

    /// `hh:mm:ss` as seconds; the hour 24 and the second 60 are for `DateReader`.
    private static func clock(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        guard unsafe text[start + 2] == 0x3A, unsafe text[start + 5] == 0x3A,
            let hour = unsafe number(text, start, 2), hour < 24,
            let minute = unsafe number(text, start + 3, 2), minute < 60,
            let second = unsafe number(text, start + 6, 2), second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func number(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
    ) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            let digit = unsafe text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func month(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        switch unsafe (text[start] | 0x20, text[start + 1] | 0x20, text[start + 2] | 0x20) {
        case (0x6A, 0x61, 0x6E): 1
        case (0x66, 0x65, 0x62): 2
        case (0x6D, 0x61, 0x72): 3
        case (0x61, 0x70, 0x72): 4
        case (0x6D, 0x61, 0x79): 5
        case (0x6A, 0x75, 0x6E): 6
        case (0x6A, 0x75, 0x6C): 7
        case (0x61, 0x75, 0x67): 8
        case (0x73, 0x65, 0x70): 9
        case (0x6F, 0x63, 0x74): 10
        case (0x6E, 0x6F, 0x76): 11
        case (0x64, 0x65, 0x63): 12
        default: nil
        }
    }

    private static func sign(_ byte: UInt8) -> Int? {
        byte == 0x2B ? 1 : byte == 0x2D ? -1 : nil
    }

    private static func date(
        _ year: Int, _ month: Int, _ day: Int, _ seconds: Int, offset: Int
    ) -> EntryDate? {
        guard year > 0, abs(offset) <= 14 * 60,
            let civil = CivilDay(year: year, month: month, day: day)
        else { return nil }
        let ofDay = Int64(seconds - offset * 60)
        return EntryDate(Instant(milliseconds: civil.start.milliseconds + ofDay * 1000))
    }
}
