// SPDX-License-Identifier: Apache-2.0

extension Duration {
    /// Reads a duration as configurations and command lines write it: a whole number and one of
    /// `ms s m h d w`, such as `200ms`, `90s`, `14d`; at most 36,500 days. Nil for anything else.
    public init?(settingsText text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let factor: Int64
        switch text.dropFirst(digits.count) {
        case "ms": factor = 1
        case "s": factor = 1000
        case "m": factor = 60_000
        case "h": factor = 3_600_000
        case "d": factor = 86_400_000
        case "w": factor = 7 * 86_400_000
        default: return nil
        }
        guard let number = Int64(digits) else { return nil }
        let (milliseconds, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, milliseconds <= Self.longest else { return nil }
        self = .milliseconds(milliseconds)
    }

    /// A hundred years in milliseconds: what is longer is a slip of the keyboard.
    private static let longest: Int64 = 36_500 * 86_400_000

    /// The duration in its largest whole unit, as `init(settingsText:)` reads it.
    var settingsText: String {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        let units: [(Int64, String)] = [
            (86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"),
        ]
        for (factor, unit) in units where milliseconds % factor == 0 && milliseconds > 0 {
            return "\(milliseconds / factor)\(unit)"
        }
        return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
    }
}
