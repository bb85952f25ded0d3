// SPDX-License-Identifier: Apache-2.0

/// The middle of some numbers, and the middle of each half.
public struct Quartiles: Sendable, Equatable {
    /// A quarter is below.
    public var lower: Int64
    /// Half is below.
    public var median: Int64
    /// A quarter is above.
    public var upper: Int64

    /// The quartiles of `values`, each one of the values (nearest rank); zeros for none.
    public init(of values: [Int64]) {
        let sorted = values.sorted()
        func rank(_ quarter: Int) -> Int64 {
            sorted.isEmpty ? 0 : sorted[(sorted.count * quarter + 3) / 4 - 1]
        }
        (lower, median, upper) = (rank(1), rank(2), rank(3))
    }
}
