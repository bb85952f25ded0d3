// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Reporting

@Suite struct DayBinsTests {
    private let last = CivilDay(daysSinceEpoch: 20_000)

    @Test(arguments: [
        (1, 1, 1), (30, 1, 30), (92, 1, 92), (93, 7, 14), (644, 7, 92), (645, 28, 24),
        (10_000, 364, 28), (1_000_000, 364, 92),
    ])
    func aChartHasNoMoreThanItCanShow(days: Int, width: Int, count: Int) {
        let bins = DayBins(first: CivilDay(daysSinceEpoch: 20_001 - days), last: last)
        #expect(bins.width == width && bins.count == count)
        #expect(bins.index(of: last) == count - 1)
        #expect(bins.index(of: bins.first) == 0)
        #expect(bins.index(of: CivilDay(daysSinceEpoch: 20_001)) == nil)
        #expect(bins.index(of: CivilDay(daysSinceEpoch: bins.first.daysSinceEpoch - 1)) == nil)
    }

    @Test func quartilesAreValues() {
        #expect(Quartiles(of: []).median == 0)
        let one = Quartiles(of: [7])
        #expect(one.lower == 7 && one.median == 7 && one.upper == 7)
        let many = Quartiles(of: [5, 1, 4, 2, 3, 6, 8, 7])
        #expect(many.lower == 2 && many.median == 4 && many.upper == 6)
    }

    @Test func delaysStandOnALogarithmicScale() {
        #expect(DelayScale.position(0) == 0 && DelayScale.position(60) == 0)
        #expect(DelayScale.position(3600) == 384)
        #expect(DelayScale.position(86_400) == 681)
        #expect(DelayScale.position(30 * 86_400) == 1000)
        #expect(DelayScale.position(.max) == 1000)
    }
}
