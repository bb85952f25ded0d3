// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Days of UTC in bins of equal width, few enough for a chart.
public struct DayBins: Sendable, Equatable {
    /// The first day of the first bin.
    public let first: CivilDay
    /// The days of a bin: 1, 7, 28 or more.
    public let width: Int
    /// The bins.
    public let count: Int

    /// A chart on a phone shows no more.
    static let countMax = 92

    /// The days from `first` to `last`. The last bin ends with `last`; the first may begin before
    /// `first`.
    public init(first: CivilDay, last: CivilDay) {
        let days = max(last.daysSinceEpoch - first.daysSinceEpoch, 0) + 1
        var width = 1
        for wider in [7, 28, 91, 364] where (days + width - 1) / width > Self.countMax {
            width = wider
        }
        count = min((days + width - 1) / width, Self.countMax)
        self.width = width
        self.first = CivilDay(daysSinceEpoch: last.daysSinceEpoch - count * width + 1)
    }

    /// The bin of a day; nil for one that is in none.
    public func index(of day: CivilDay) -> Int? {
        let offset = day.daysSinceEpoch - first.daysSinceEpoch
        guard offset >= 0, offset < count * width else { return nil }
        return offset / width
    }

    /// The first day of a bin.
    public func day(_ index: Int) -> CivilDay {
        CivilDay(daysSinceEpoch: first.daysSinceEpoch + index * width)
    }

    /// `a day`, `in 7 days`: what a bin's count is.
    public var unit: String { width == 1 ? "a day" : "in \(width) days" }
}
