// SPDX-License-Identifier: Apache-2.0

/// Classes of the time between two entries, and since the newest one.
enum GapClass: Sendable {
    /// Upper bounds in seconds; the last class has none. 5, 15, 40, 90 min, 4, 10 h, 1, 2, 4, 8 d.
    static let bounds: [Double] = [
        300, 900, 2400, 5400, 14_400, 36_000, 86_400, 172_800, 345_600, 691_200,
    ]
    /// How many classes there are.
    static let count = bounds.count + 1

    /// The class of a time in seconds.
    static func of(_ seconds: Double) -> Int {
        bounds.firstIndex { seconds < $0 } ?? bounds.count
    }
}

/// A number for each class of gaps.
typealias GapCounts = InlineArray<11, Float>
