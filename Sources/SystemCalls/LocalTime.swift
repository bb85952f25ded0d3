// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A point in time as the clocks on the walls here show it, by the system's time zone or `$TZ`.
public struct LocalTime: Sendable, Equatable {
    /// The year.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute.
    public var minute: Int
    /// The second; 60 in a leap second.
    public var second: Int

    /// A time of a day.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The local time `seconds` after the epoch; nil for a year that C cannot say.
    /// The corresponding C function is `localtime_r`.
    public init?(secondsSinceEpoch seconds: Int64) {
        var time = time_t(seconds)
        // `tm` counts as unsafe for its pointer to the zone's name, which is not looked at.
        var parts = unsafe tm()
        // Unlike localtime(), localtime_r() need not read $TZ itself (tzset(3)).
        tzset()
        guard unsafe localtime_r(&time, &parts) != nil else { return nil }
        unsafe self.init(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }

    /// The seconds since the epoch at which clocks here show this time; where they show it twice
    /// or never, one of the two. The corresponding C function is `mktime`.
    public var secondsSinceEpoch: Int64 {
        var parts = unsafe tm()
        unsafe parts.tm_year = Int32(clamping: year - 1900)
        unsafe parts.tm_mon = Int32(clamping: month - 1)
        unsafe parts.tm_mday = Int32(clamping: day)
        unsafe parts.tm_hour = Int32(clamping: hour)
        unsafe parts.tm_min = Int32(clamping: minute)
        unsafe parts.tm_sec = Int32(clamping: second)
        unsafe parts.tm_isdst = -1
        return Int64(unsafe mktime(&parts))
    }
}
