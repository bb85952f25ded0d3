// SPDX-License-Identifier: Apache-2.0

extension Instant {
    /// The instant in RFC 3339 and UTC: `2026-11-21T20:31:07Z`, with three decimals when it has
    /// a fraction of a second or `fraction` asks for them. Years outside 0000…9999 are clamped,
    /// which RFC 3339 section 1 does not cover.
    public func rfc3339(fraction: Bool = false) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(24)
        appendRFC3339(to: &text, fraction: fraction)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends what `rfc3339(fraction:)` gives to `text`.
    public func appendRFC3339(to text: inout [UInt8], fraction: Bool = false) {
        text.append(addingCapacity: 24) { appendRFC3339(to: &$0, fraction: fraction) }
    }

    /// Appends what `rfc3339(fraction:)` gives to `output`, which has room for 24 bytes.
    public func appendRFC3339(to output: inout OutputSpan<UInt8>, fraction: Bool = false) {
        let clamped = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
        let day = Instant(milliseconds: clamped).day
        let ofDay = Int(clamped - day.start.milliseconds)
        let (seconds, thousandths) = (ofDay / 1000, ofDay % 1000)
        func digits(_ value: Int) {
            output.append(UInt8(truncatingIfNeeded: 48 + value / 10))
            output.append(UInt8(truncatingIfNeeded: 48 + value % 10))
        }
        digits(day.year / 100)
        digits(day.year % 100)
        output.append(UInt8(ascii: "-"))
        digits(day.month)
        output.append(UInt8(ascii: "-"))
        digits(day.day)
        output.append(UInt8(ascii: "T"))
        digits(seconds / 3600)
        output.append(UInt8(ascii: ":"))
        digits(seconds / 60 % 60)
        output.append(UInt8(ascii: ":"))
        digits(seconds % 60)
        if fraction || thousandths != 0 {
            output.append(UInt8(ascii: "."))
            output.append(UInt8(truncatingIfNeeded: 48 + thousandths / 100))
            digits(thousandths % 100)
        }
        output.append(UInt8(ascii: "Z"))
    }

    /// Reads what `rfc3339(fraction:)` and any other RFC 3339 section 5.6 writer prints; nil for
    /// anything else. (Dates as feeds write them are the business of FeedParsing.)
    public init?(rfc3339 text: some StringProtocol) {
        let b = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= b.count else { return nil }
            var value = 0
            for byte in b[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard b.count >= 20, b[4] == 45, b[7] == 45, b[10] | 0x20 == 116, b[13] == 58, b[16] == 58,
            let year = number(0..<4), let month = number(5..<7), let dayOfMonth = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second <= 60,
            let day = CivilDay(year: year, month: month, day: dayOfMonth)
        else { return nil }
        var index = 19
        var thousandths: Int64 = 0
        if b[index] == 46 {
            index += 1
            var scale: Int64 = 100
            let first = index
            while index < b.count, b[index] >= 48, b[index] <= 57 {
                thousandths += Int64(b[index] - 48) * scale
                scale /= 10
                index += 1
            }
            guard index > first else { return nil }
        }
        guard index < b.count else { return nil }
        var offset = 0
        switch b[index] {
        case 0x5A, 0x7A:
            guard index + 1 == b.count else { return nil }
        case 43, 45:
            guard index + 6 == b.count, b[index + 3] == 58,
                let hours = number(index + 1..<index + 3),
                let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * 60 * (b[index] == 45 ? -1 : 1)
        default: return nil
        }
        let ofDay = Int64(hour * 3600 + minute * 60 + second - offset)
        self.init(milliseconds: day.start.milliseconds + ofDay * 1000 + thousandths)
    }
}
