// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The price of a poll that all learnt rhythms share, steered so that together they send as many
/// requests as polling them all at the configured interval would.
public struct Steering: Sendable, Equatable {
    /// The natural logarithm of the price, in entries times seconds.
    var logPrice: Double
    /// Requests sent beyond the budget, in seconds of the budget.
    var excess = 0.0
    /// For how long it has been steered, in seconds.
    var age = 0.0

    /// The price at the first start: what makes a feed of ten entries a day be asked every half
    /// hour. It only matters until the steering has found its own.
    public init() {
        logPrice = 5.2
    }

    /// The price of a poll in entries times seconds.
    var price: Double { exp(logPrice) }

    /// Corrects the price after `elapsed` seconds in which polls were sent at `ratio` times the
    /// budget.
    mutating func advance(by elapsed: Double, ratio: Double) {
        age += elapsed
        let memory = min(max(age / 3, 7200), 2 * 86_400)
        let surplus = min(max(ratio - 1, -1), 2)
        excess = min(max(excess + surplus * elapsed, -86_400), 86_400)
        logPrice += elapsed / memory * (2 * surplus + 0.5 * excess / memory)
        logPrice = min(max(logPrice, -10), 25)
    }

    // MARK: In the state file

    /// The name of its value in the state file.
    static let name = "steering"

    /// Three numbers.
    var text: String { "\(logPrice) \(excess) \(age)" }

    /// Reads `text`; nil for anything else.
    init?(text: String) {
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else { return nil }
        logPrice = min(max(numbers[0], -10), 25)
        excess = numbers[1]
        age = max(numbers[2], 0)
    }
}
