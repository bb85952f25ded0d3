// SPDX-License-Identifier: Apache-2.0

/// What programs that write dates by their locale make of the formats.
extension DateReader {
    /// What parts hours from minutes here, where it is no colon: `10h20`, or `10.20` and `10.20.30`
    /// behind a whole date.
    func otherClockSeparator() -> Unicode.Scalar? {
        guard !time.isGiven, tokens[index].digits <= 2 else { return nil }
        if isWord(index + 1, "h"), isNumber(index + 2), tokens[index + 2].digits == 2 {
            return "h"
        }
        let hasDate = numbers.count >= 3 || numbers.count == 2 && !(months.isEmpty && month == nil)
        guard hasDate, isMark(index + 1, "."), isNumber(index + 2), tokens[index + 2].digits == 2,
            !tokens[index + 2].isSpaced
        else { return nil }
        return "."
    }

    /// A time whose parts stand beside `separator`.
    mutating func clock(_ separator: Unicode.Scalar) {
        var second = 0
        let (hour, minute) = (tokens[index].value, tokens[index + 2].value)
        index += 3
        if separator == ".", isMark(index, "."), isNumber(index + 1), tokens[index + 1].digits == 2
        {
            second = tokens[index + 1].value
            index += 2
        }
        time.set(hour: hour, minute: minute, second: second)
        time.endIndex = index
    }

    /// Whether the number here is a time behind its `T`, which is taken: `20031231T101455`, or
    /// less of it. A `T2` at the beginning is Monday in Vietnamese, and means nothing.
    mutating func isTimeOnly(_ token: DateTokens.Token) -> Bool {
        guard isWord(index - 1, "t") else { return false }
        if index == 1, token.digits == 1 {
            index += 1
            return true
        }
        let unit = [2: 10_000, 4: 100, 6: 1][token.digits]
        guard let unit, !numbers.isEmpty else { return false }
        let clock = token.value * unit
        time.set(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
        index += 1
        time.endIndex = index
        return true
    }

    /// Whether the number here is a month behind its word: Vietnamese `Th3`, `Tháng 3`.
    var isMonthNumber: Bool {
        isWord(index - 1, "th") || index > 0 && tokens[index - 1].word.string == "tháng"
    }

    mutating func monthNumber(_ token: DateTokens.Token) {
        month = token.value
        index += 1
    }
}
