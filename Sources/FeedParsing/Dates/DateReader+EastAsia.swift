// SPDX-License-Identifier: Apache-2.0

extension DateReader {
    /// What a character of East Asia says about the number before it.
    enum EastAsianUnit {
        case year, month, day, hour, minute, second
    }

    /// The unit at `at`, where there is one: 年月日時分秒, 년월일시분초, 时点.
    func eastAsianUnit(at index: Int) -> EastAsianUnit? {
        guard index < tokens.count, tokens[index].kind == .ideograph,
            let scalar = Unicode.Scalar(tokens[index].value)
        else { return nil }
        switch scalar {
        case "年", "년": return .year
        case "月", "월": return .month
        case "日", "일", "号": return .day
        case "時", "时", "시", "点": return .hour
        case "分", "분": return .minute
        case "秒", "초": return .second
        default: return nil
        }
    }

    mutating func apply(_ unit: EastAsianUnit, to token: DateTokens.Token) {
        if tokens[index + 1].value > 0xAC00 { likelyOffset = 9 * 60 }
        switch unit {
        case .year:
            year = token.digits <= 4 ? token.value : nil
            yearDigits = token.digits
            if let era = era(before: index), token.digits <= 2 {
                (year, yearDigits) = (era + token.value, 4)
            }
        case .month: month = token.value
        case .day: day = token.value
        case .hour: time.set(hour: token.value, minute: 0, second: 0)
        case .minute: time.minute = token.value
        case .second: time.second = token.value
        }
        if time.isGiven { time.endIndex = index + 2 }
    }

    /// The year before the first one of the Japanese era that is named before `at`.
    private func era(before at: Int) -> Int? {
        guard at >= 2, let first = Unicode.Scalar(tokens[at - 2].value),
            let second = Unicode.Scalar(tokens[at - 1].value)
        else { return nil }
        switch (first, second) {
        case ("令", "和"): return 2018
        case ("平", "成"): return 1988
        case ("昭", "和"): return 1925
        default: return nil
        }
    }

    /// The month in numerals of Chinese (`十二月`) whose last one stands at `index`.
    private func chineseMonth() -> Int? {
        guard index + 1 < tokens.count, tokens[index + 1].value == 0x6708 else { return nil }
        let numerals: [Unicode.Scalar] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        func numeral(_ at: Int) -> Int? {
            guard at >= 0, let scalar = Unicode.Scalar(tokens[at].value) else { return nil }
            return numerals.firstIndex(of: scalar).map { $0 + 1 }
        }
        guard let last = numeral(index) else { return nil }
        return numeral(index - 1) == 10 ? 10 + last : last
    }

    /// Halves of the day, and what tells one language from another: Korean and Japanese dates
    /// without a zone are nine hours ahead of UTC, Chinese ones eight.
    mutating func ideograph(_ token: DateTokens.Token) {
        guard let scalar = Unicode.Scalar(token.value) else { return }
        let next = index + 1 < tokens.count ? Unicode.Scalar(tokens[index + 1].value) : nil
        switch (scalar, next) {
        case ("오", "전"): half(afternoon: false, offset: 9)
        case ("오", "후"): half(afternoon: true, offset: 9)
        case ("午", "前"): half(afternoon: false, offset: 9)
        case ("午", "後"): half(afternoon: true, offset: 9)
        case ("上", "午"): half(afternoon: false, offset: 8)
        case ("下", "午"): half(afternoon: true, offset: 8)
        case (_, "月") where chineseMonth() != nil: month = chineseMonth()
        case ("曜", _): likelyOffset = 9 * 60
        case ("星", "期"), ("周", _): likelyOffset = 8 * 60
        case ("\u{AC00}"..."\u{D7A3}", _): likelyOffset = 9 * 60
        default: break
        }
    }

    private mutating func half(afternoon: Bool, offset hours: Int) {
        time.isAfternoon = afternoon
        likelyOffset = hours * 60
        index += 1
    }
}
