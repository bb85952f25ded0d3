// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The day that the numbers of a date name, by how many there are and how they are written.
struct DateShape {
    let numbers: [DateNumber]
    let monthName: Int?
    let year: Int?
    let yearDigits: Int
    let day: Int?

    private typealias Day = (day: CivilDay, isGuessed: Bool)

    /// The day, and whether part of it had to be assumed; nil when there is none such. A number
    /// that holds the time, too, sets `time`.
    mutating func read(time: inout TimeOfDay) -> (CivilDay, isGuessed: Bool)? {
        if let year {
            return civil(year, yearDigits, monthName ?? 1, day ?? 1, isGuessed: day == nil)
        }
        if let monthName { return named(monthName, hasTime: time.isGiven) }
        switch numbers.count {
        case 1: return single(numbers[0], &time)
        case 2: return pair()
        case 3: return triple()
        default: return nil
        }
    }

    /// A month by name, a day and a year in either order.
    private func named(_ month: Int, hasTime: Bool) -> Day? {
        switch numbers.count {
        case 1:
            let year = numbers[0]
            return year.digits == 4 && !hasTime
                ? civil(year.value, 4, month, 1, isGuessed: true) : nil
        case 2:
            let isYearFirst = numbers[0].digits > 2 || numbers[0].value > 31
            let (year, day) = isYearFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
            // `30 Nov -0001` is what PHP makes of a date of zeros.
            let isNegative = year.digits == 4 && year.value < 100 && year.separator == 0x2D
            guard day.digits <= 2, !isNegative else { return nil }
            return civil(year.value, year.digits, month, day.value)
        default: return nil
        }
    }

    /// One number: a year, or a day and perhaps a time without marks (ISO 8601, basic format).
    private func single(_ number: DateNumber, _ time: inout TimeOfDay) -> Day? {
        let value = number.value
        switch number.digits {
        case 4:
            // `-0312` is a month of this century (ISO 8601:1988).
            if number.separator == 0x2D {
                return civil(value / 100, 2, value % 100, 1, isGuessed: true)
            }
            return civil(value, 4, 1, 1, isGuessed: true)
        case 5: return ordinal(value / 1000, 2, value % 1000)
        case 6: return civil(value / 10_000, 2, value / 100 % 100, value % 100)
        case 7: return ordinal(value / 1000, 4, value % 1000)
        case 8: return civil(value / 10_000, 4, value / 100 % 100, value % 100)
        case 12, 14:
            let clock = number.digits == 14 ? value % 1_000_000 : value % 10_000 * 100
            let day = value / (number.digits == 14 ? 1_000_000 : 10_000)
            time.set(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
            return civil(day / 10_000, 4, day / 100 % 100, day % 100)
        default: return nil
        }
    }

    /// A year and a month, a day of the year, or a week.
    private func pair() -> Day? {
        let (first, second) = (numbers[0], numbers[1])
        if second.isWeek { return week(first, second.value, 1) }
        if first.digits == 4 {
            if second.digits == 3 { return ordinal(first.value, 4, second.value) }
            return civil(first.value, 4, second.value, 1, isGuessed: true)
        }
        guard first.digits == 2, second.digits == 2, first.separator == 0x2D else { return nil }
        return civil(first.value, 2, second.value, 1, isGuessed: true)
    }

    private func triple() -> Day? {
        let (first, second, third) = (numbers[0], numbers[1], numbers[2])
        if second.isWeek { return week(first, second.value, third.value) }
        if first.digits >= 3 {
            return civil(first.value, first.digits, second.value, third.value)
        }
        guard second.digits <= 2 else { return nil }
        if third.separator == 0x2F { return slashed(first, second, third) }
        if third.digits == 2, third.separator == 0x2D,
            let day = civil(first.value, 2, second.value, third.value)
        {
            return day
        }
        return civil(third.value, third.digits, second.value, first.value)
    }

    /// `12/31/2003` and `31/12/2003`; where both could be meant, the month comes first.
    private func slashed(_ first: DateNumber, _ second: DateNumber, _ year: DateNumber) -> Day? {
        if first.value > 12 { return civil(year.value, year.digits, second.value, first.value) }
        let isAmbiguous = second.value <= 12 && second.value != first.value
        return civil(
            year.value, year.digits, first.value, second.value, isGuessed: isAmbiguous)
    }

    // MARK: - Calendars

    private func civil(
        _ year: Int, _ digits: Int, _ month: Int, _ day: Int, isGuessed: Bool = false
    ) -> Day? {
        guard let (year, isCentury) = Self.fullYear(year, digits: digits),
            let civil = CivilDay(year: year, month: month, day: day)
        else { return nil }
        return (civil, isGuessed || !isCentury)
    }

    /// A day by its number in the year.
    private func ordinal(_ year: Int, _ digits: Int, _ day: Int) -> Day? {
        guard let (year, isCentury) = Self.fullYear(year, digits: digits),
            let first = CivilDay(year: year, month: 1, day: 1)
        else { return nil }
        let civil = CivilDay(daysSinceEpoch: first.daysSinceEpoch + day - 1)
        return day >= 1 && civil.year == year ? (civil, !isCentury) : nil
    }

    /// A day of a week (ISO 8601): the first week is the one with January 4.
    private func week(_ year: DateNumber, _ week: Int, _ weekday: Int) -> Day? {
        guard year.digits == 4, (1...53).contains(week), (1...7).contains(weekday),
            let fourth = CivilDay(year: year.value, month: 1, day: 4)
        else { return nil }
        let monday = fourth.daysSinceEpoch - fourth.weekday
        return (CivilDay(daysSinceEpoch: monday + 7 * (week - 1) + weekday - 1), false)
    }

    /// The year meant by one to four digits (RFC 5322 section 4.3), and whether its century was
    /// given; nil for year 0 and for years of five digits.
    private static func fullYear(_ year: Int, digits: Int) -> (year: Int, isCentury: Bool)? {
        switch digits {
        case 4: year > 0 ? (year, true) : nil
        case 1, 2: (year < 50 ? 2000 + year : 1900 + year, false)
        case 3: (1900 + year, false)
        default: nil
        }
    }
}
