// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Reads the tokens of a date: the time and its zone where they stand, the rest by its shape.
struct DateReader {
    let tokens: [DateTokens.Token]
    private let overflows: Bool
    var index = 0
    var time = TimeOfDay()
    /// The numbers that belong to the date, in their order.
    var numbers: [DateNumber] = []
    /// The month that a word names, and where the word stands.
    var months: [(month: Int, at: Int)] = []
    /// What the characters of East Asia say.
    var year: Int?
    var yearDigits = 4
    var month: Int?
    var day: Int?
    /// What zone the language of the date suggests.
    var likelyOffset = 0
    private var isImpossible = false

    init(tokens: DateTokens) {
        self.tokens = tokens.tokens
        overflows = tokens.overflows
    }

    /// The date; nil when this is none.
    mutating func read() -> EntryDate? {
        guard !overflows else { return nil }
        while index < tokens.count, !isImpossible { token() }
        guard !isImpossible, time.isPossible else { return nil }
        if let instant = epoch() { return EntryDate(instant) }
        var shape = DateShape(
            numbers: numbers, monthName: monthName() ?? month, year: year, yearDigits: yearDigits,
            day: day)
        guard let (civil, isGuessed) = shape.read(time: &time) else { return nil }
        guard time.isPossible else { return nil }
        let offset = time.offsetMinutes ?? (time.isGiven ? likelyOffset : 0)
        let seconds = Int64(time.secondsOfDay - offset * 60)
        let instant = Instant(
            milliseconds: civil.start.milliseconds + seconds * 1000 + Int64(time.milliseconds))
        return EntryDate(instant, isGuessed: isGuessed || !time.isGiven || !time.isZoneSure)
    }

    // MARK: - Tokens

    private mutating func token() {
        let token = tokens[index]
        switch token.kind {
        case .number: number(token)
        case .word: word(token)
        case .ideograph:
            ideograph(token)
            index += 1
        case .mark:
            if !sign(token) { index += 1 }
        }
    }

    private mutating func number(_ token: DateTokens.Token) {
        if isMark(index + 1, ":"), isNumber(index + 2) {
            return clock()
        }
        if let separator = otherClockSeparator() { return clock(separator) }
        if isMonthNumber { return monthNumber(token) }
        if let unit = eastAsianUnit(at: index + 1) {
            apply(unit, to: token)
            index += 2
            return
        }
        if isTimeOnly(token) { return }
        let separator =
            index > 0 && tokens[index - 1].kind == .mark ? tokens[index - 1].value : 0x20
        let isWeek = isWord(index - 1, "w")
        numbers.append(
            DateNumber(
                value: token.value, digits: token.digits, separator: separator, isWeek: isWeek))
        index += 1
    }

    /// `h:m`, `h:m:s`, `h:m:s.fraction`; a fourth part makes it impossible.
    mutating func clock() {
        guard !time.isGiven else {
            isImpossible = true
            return
        }
        var second = 0
        let (hour, minute) = (tokens[index].value, tokens[index + 2].value)
        let hasShortParts = tokens[index].digits <= 2 && tokens[index + 2].digits <= 2
        index += 3
        if isMark(index, ":"), isNumber(index + 1) {
            second = tokens[index + 1].value
            index += 2
            if isMark(index, ".") || isMark(index, ","), isNumber(index + 1),
                !tokens[index + 1].isSpaced
            {
                time.milliseconds = milliseconds(tokens[index + 1])
                index += 2
            }
        }
        isImpossible = !hasShortParts || (isMark(index, ":") && isNumber(index + 1))
        time.set(hour: hour, minute: minute, second: second)
        time.endIndex = index
    }

    private func milliseconds(_ token: DateTokens.Token) -> Int {
        guard token.digits <= 17 else { return 0 }
        var (value, digits) = (token.value, token.digits)
        while digits < 3 { (value, digits) = (value * 10, digits + 1) }
        while digits > 3 { (value, digits) = (value / 10, digits - 1) }
        return value
    }

    private mutating func word(_ token: DateTokens.Token) {
        let word = token.word
        index += 1
        if let isAfternoon = halfOfDay(word) {
            time.isAfternoon = isAfternoon
            if time.isGiven { time.endIndex = index }
        } else if time.isGiven, time.offsetMinutes == nil, let zone = ZoneNames.offset(word) {
            time.offsetMinutes = zone.minutes
            time.isZoneSure = zone.isSure
            time.endIndex = index
        } else if let month = MonthNames.month(word) {
            months.append((month, index - 1))
        }
    }

    /// `am`, `a.m.`, `pm` and their like.
    private mutating func halfOfDay(_ word: DateWord) -> Bool? {
        if word.is("am") { return false }
        if word.is("pm") { return true }
        guard word.is("a") || word.is("p"), isMark(index, "."), isWord(index + 1, "m") else {
            return nil
        }
        index += isMark(index + 2, ".") ? 3 : 2
        return word.is("p")
    }

    /// An offset from UTC: `+0900`, `-05:00`, `+9`, `+5:30`, directly behind the time or a zone.
    private mutating func sign(_ token: DateTokens.Token) -> Bool {
        let isMinus = token.value == 0x2D || token.value == 0x2212
        guard isMinus || token.value == 0x2B, time.isGiven, time.endIndex == index,
            isNumber(index + 1)
        else { return false }
        let number = tokens[index + 1]
        index += 2
        var minutes = number.digits > 2 ? number.value / 100 * 60 + number.value % 100 : 0
        var isValid = number.digits <= 4 && (number.digits <= 2 || number.value % 100 < 60)
        if number.digits <= 2 {
            minutes = number.value * 60
            if isMark(index, ":"), isNumber(index + 1) {
                minutes += tokens[index + 1].value
                let part = tokens[index + 1]
                isValid = isValid && part.value < 60 && (part.digits == 2 || part.value == 0)
                index += 2
            }
        }
        // The largest offset in use is +14:00; `+00:xx` is no offset at all.
        isImpossible = !isValid || minutes > 14 * 60 || isMark(index, ":")
        time.offsetMinutes = (time.offsetMinutes ?? 0) + (isMinus ? -minutes : minutes)
        time.isZoneSure = true
        return true
    }

    // MARK: - Shapes

    func isMark(_ at: Int, _ mark: Unicode.Scalar) -> Bool {
        at >= 0 && at < tokens.count && tokens[at].kind == .mark
            && tokens[at].value == Int(mark.value)
    }

    func isNumber(_ at: Int) -> Bool { at < tokens.count && tokens[at].kind == .number }

    func isWord(_ at: Int, _ word: StaticString) -> Bool {
        at >= 0 && at < tokens.count && tokens[at].kind == .word && tokens[at].word.is(word)
    }

    /// The month that is named. Abbreviated days can look like months (`mar.` is Tuesday, too):
    /// the month stands beside a number.
    private func monthName() -> Int? {
        let beside = months.last { entry in
            var before = entry.at - 1
            while before >= 0, tokens[before].kind == .mark { before -= 1 }
            return before >= 0 && tokens[before].kind == .number
        }
        return (beside ?? months.last)?.month
    }

    /// Seconds or milliseconds since 1970, in a text that has nothing else: from 1973 on, so that
    /// no other date is meant.
    private func epoch() -> Instant? {
        guard tokens.count == 1, let number = numbers.first else { return nil }
        switch number.digits {
        case 9, 10: return Instant(seconds: Int64(number.value))
        case 13: return Instant(milliseconds: Int64(number.value))
        default: return nil
        }
    }
}
