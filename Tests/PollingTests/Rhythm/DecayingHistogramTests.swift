// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Polling

@Suite struct DecayingHistogramTests {
    @Test func `counts come out as they went in`() {
        var histogram = DecayingHistogram(cells: 4)
        for cell in [0, 1, 1, 3, 3, 3] { histogram.count(cell) }
        #expect((0..<4).map { histogram[$0] } == [1, 2, 0, 3])
        #expect(histogram.total == 6)
        #expect(histogram.mode == 3)
    }

    @Test func `many counts are right to a hundredth`() {
        var histogram = DecayingHistogram(cells: 2)
        for number in 0..<100_000 { histogram.count(number % 4 == 0 ? 1 : 0) }
        #expect(abs(histogram[0] - 75_000) < 1000)
        #expect(abs(histogram[1] - 25_000) < 1000)
    }

    @Test func `forgetting halves, and ends at nothing`() {
        var histogram = DecayingHistogram(cells: 2)
        for _ in 0..<16 { histogram.count(0) }
        histogram.decay(by: 0.5)
        #expect(histogram[0] == 8)
        histogram.count(1)
        #expect(abs(histogram[1] - 1) < 0.1)
        histogram.decay(by: 0)
        #expect(histogram.total == 0)
        histogram.count(0)
        #expect(histogram[0] == 1)
    }

    @Test func `a steady flow settles`() {
        var histogram = DecayingHistogram(cells: 1)
        for _ in 0..<10_000 {
            histogram.decay(by: 0.98)
            histogram.count(0)
        }
        // The sum of 0.98 to every power is 50.
        #expect(abs(histogram[0] - 50) < 2)
    }

    @Test func `equal votes stay equal`() {
        var histogram = DecayingHistogram(cells: 61)
        for _ in 0..<5000 {
            histogram.decay(by: 0.98)
            histogram.count(in: 3..<40)
        }
        #expect(histogram.mode == 3)
    }
}
