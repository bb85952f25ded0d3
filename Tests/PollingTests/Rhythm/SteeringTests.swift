// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Polling

@Suite struct SteeringTests {
    @Test(arguments: [0.1, 0.5, 2, 20]) func `the rate comes to the budget`(rate: Double) {
        var steering = Steering()
        let before = steering.logPrice
        // Requests fall with the root of the price.
        func ratio() -> Double { rate * exponential(-(steering.logPrice - before) / 2) }
        for _ in 0..<(14 * 24 * 60) { steering.advance(by: 60, ratio: ratio()) }
        #expect(abs(ratio() - 1) < 0.05)
    }

    @Test func `nothing drives it out of bounds`() {
        for ratio in [0, 1e300, .infinity] {
            var steering = Steering()
            for _ in 0..<10_000 { steering.advance(by: 3600, ratio: ratio) }
            #expect((-10...25).contains(steering.logPrice))
        }
    }

    @Test func `its text gives it back`() {
        var steering = Steering()
        steering.advance(by: 1234.5, ratio: 1.7)
        #expect(Steering(text: steering.text) == steering)
        for text in ["", "1", "1 2 3", "nan 0", "a b", "inf 0"] {
            #expect(Steering(text: text) == nil)
        }
    }

    private func exponential(_ x: Double) -> Double {
        // Without a C library: a limit is close enough here.
        var power = 1 + x / 65_536
        for _ in 0..<16 { power *= power }
        return power
    }
}
