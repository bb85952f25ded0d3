// SPDX-License-Identifier: Apache-2.0

/// The time of a date, and its zone.
struct TimeOfDay {
    private var hour = 0
    var minute = 0
    var second = 0
    var milliseconds = 0
    /// Whether there is a time.
    private(set) var isGiven = false
    /// Whether noon or midnight begins the count of hours; nil on a clock of 24 hours.
    var isAfternoon: Bool?
    /// The zone, in minutes east of UTC.
    var offsetMinutes: Int?
    /// Whether the zone is given in a way that can only be read as one.
    var isZoneSure = false
    /// The token behind the time, where its zone would stand.
    var endIndex = -1

    mutating func set(hour: Int, minute: Int, second: Int) {
        (self.hour, self.minute, self.second) = (hour, minute, second)
        isGiven = true
    }

    /// Whether a clock can show it: 24:00 is the end of the day, second 60 a leap second.
    var isPossible: Bool {
        guard hour <= 24, minute < 60, second <= 60, hour < 24 || minute == 0 && second == 0 else {
            return false
        }
        return true
    }

    /// Seconds since midnight; those of 24:00 are the next day's.
    var secondsOfDay: Int {
        var clock = hour
        if let isAfternoon, hour <= 12 { clock = hour % 12 + (isAfternoon ? 12 : 0) }
        return clock * 3600 + minute * 60 + second
    }
}
