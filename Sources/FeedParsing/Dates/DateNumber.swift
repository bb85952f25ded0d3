// SPDX-License-Identifier: Apache-2.0

/// A number of a date, and what stands before it.
struct DateNumber {
    var value: Int
    var digits: Int
    /// The mark before it, a space when there is none.
    var separator: Int
    /// Whether it is the week of a year (`W52`).
    var isWeek: Bool
}
