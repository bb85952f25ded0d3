// SPDX-License-Identifier: Apache-2.0

/// Observations counted by size, in classes with fixed upper bounds.
public struct Histogram: Sendable, Equatable {
    /// The upper bounds, rising; the class above the last is open.
    private let bounds: [Double]
    /// The observations of each class; the last is the open one.
    private var counts: [Int]
    /// The sum of all observations.
    public private(set) var sum = 0.0

    /// A histogram without observations.
    ///
    /// - Parameter bounds: Rising; in base units (seconds, bytes).
    public init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// Counts `value`; one that is no number or negative, as after a step of the clock, is zero.
    public mutating func observe(_ value: Double) {
        let value = value > 0 ? value : 0
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }

    /// How many observations there are.
    public var count: Int { counts.reduce(0, +) }

    /// For each bound, how many observations are no larger; the last bound is infinity.
    public var cumulative: [(bound: Double, count: Int)] {
        var total = 0
        return zip(bounds + [.infinity], counts).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}

extension Histogram {
    /// From 10 ms to a minute: exchanges over a network.
    public static var networkSeconds: Histogram {
        Histogram(bounds: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
    }

    /// From half a millisecond to ten seconds: work on this machine.
    public static var workSeconds: Histogram {
        Histogram(
            bounds: [
                0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
            ])
    }

    /// From a minute to a week: how old news is.
    public static var ageSeconds: Histogram {
        Histogram(
            bounds: [
                60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 604_800,
            ])
    }
}
