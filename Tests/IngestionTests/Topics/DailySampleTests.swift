// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Ingestion

@Suite struct DailySampleTests {
    /// Numbers that are spread over all bits, the same in every run.
    private func hash(_ number: Int) -> UInt64 {
        var z = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return z ^ (z >> 27)
    }

    private func chosen(_ count: Int, limit: Int, after taken: Int = 0) -> [Int] {
        var sample = DailySample()
        sample.begin(CivilDay(daysSinceEpoch: 20_000), taken: taken)
        return (0..<count).filter { sample.takes(hash($0), limit: limit) }
    }

    @Test(arguments: [0, 1, 2, 7, 100])
    func aDayHasItsLimit(limit: Int) {
        #expect(chosen(100_000, limit: limit).count <= limit)
        #expect(chosen(limit, limit: limit).count >= (limit + 1) / 2)
        #expect(chosen(100_000, limit: limit, after: limit).isEmpty)
    }

    @Test func theSameIsChosenAgain() {
        #expect(chosen(5000, limit: 20) == chosen(5000, limit: 20))
    }

    @Test func aLongDayIsSeenToItsEnd() {
        let chosen = chosen(10_000, limit: 100)
        #expect(chosen.count > 90)
        #expect(chosen.contains { $0 > 2000 })
    }
}
