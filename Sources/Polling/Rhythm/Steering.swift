// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The price of a poll that all learnt rhythms share, steered so that together they send as many
/// requests as polling them all at the configured interval would.
public struct Steering: Sendable, Equatable {
    /// The natural logarithm of the price, in entries times seconds.
    var logPrice: Double
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
    ///
    /// The price follows the sum of what was sent beyond the budget, so that in the long run no
    /// request is sent beyond it. A day is slow enough for busy hours to have more requests than
    /// quiet ones, which is the point of learning them, and quick enough for the weekend; young
    /// prices are corrected faster.
    mutating func advance(by elapsed: Double, ratio: Double) {
        age += elapsed
        let memory = min(max(age / 3, 7200), 86_400)
        let surplus = min(max(ratio - 1, -1), 2)
        logPrice = min(max(logPrice + 2 * surplus * elapsed / memory, -10), 25)
    }

    // MARK: In the state file

    /// The name of its value in the state file.
    static let name = "steering"

    /// Two numbers.
    var text: String { "\(logPrice) \(age)" }

    /// Reads `text`; nil for anything else.
    init?(text: String) {
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2, numbers.allSatisfy(\.isFinite) else { return nil }
        logPrice = min(max(numbers[0], -10), 25)
        age = max(numbers[1], 0)
    }
}
