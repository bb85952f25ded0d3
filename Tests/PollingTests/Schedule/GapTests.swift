// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct GapTests {
    private func dates(_ identities: ClosedRange<UInt64>) -> [Instant?] {
        identities.map { Lab.start.wall - .seconds(100_000) + .seconds(Int64($0)) }
    }

    private func poll(
        _ lab: inout Lab, _ identities: ClosedRange<UInt64>, dated: Bool = true,
        extent: WindowComparison.Extent = .whole
    ) throws -> [PollNotice.Event] {
        try lab.poll {
            Answer.document(
                Array(identities), for: $0, dates: dated ? dates(identities) : nil, extent: extent,
                bodyHash: identities.lowerBound)
        }.events
    }

    @Test(arguments: [true, false])
    func `a window that shares nothing with the last is a gap`(dated: Bool) throws {
        var lab = Lab()
        #expect(try poll(&lab, 1...10, dated: dated).isEmpty)
        #expect(try poll(&lab, 5...14, dated: dated).isEmpty)
        let last = lab.state.lastPoll
        let events = try poll(&lab, 30...39, dated: dated)
        #expect(events == [.gap(since: last, isIntervalFixed: true)])
        #expect(lab.state.gaps == 1)
    }

    @Test(arguments: [WindowComparison.Extent.delta, .truncated])
    func `a part is no gap`(extent: WindowComparison.Extent) throws {
        var lab = Lab()
        _ = try poll(&lab, 1...10)
        _ = try poll(&lab, 30...39, extent: extent)
        #expect(lab.state.gaps == 0)
    }

    @Test func `a feed that always scrolls off is told of once`() throws {
        var lab = Lab()
        var events: [PollNotice.Event] = []
        for round in UInt64(0)..<20 {
            events += try poll(&lab, round * 100 + 1...round * 100 + 10)
        }
        #expect(lab.state.gaps == 19)
        #expect(events.count == 19)
        #expect(events.count { $0 != .gapAgain } == 1)
        for round in UInt64(0)..<100 { _ = try poll(&lab, 2000 + round...2009 + round) }
        let again = try poll(&lab, 9000...9009)
        #expect(again.count { $0 != .gapAgain } == 1)
    }

    @Test func `older entries instead are no gap`() throws {
        var lab = Lab()
        _ = try poll(&lab, 100...109)
        #expect(try poll(&lab, 1...10).isEmpty)
        #expect(try poll(&lab, 50...60).isEmpty)
    }

    @Test func `an empty document in between hides no gap and makes none`() throws {
        var lab = Lab()
        _ = try poll(&lab, 1...10)
        try lab.poll { Answer.document([], for: $0, bodyHash: 99) }
        #expect(lab.state.gaps == 0)
        #expect(try poll(&lab, 5...14) == [.state(from: .shrunk, to: .ok)])
        #expect(lab.state.gaps == 0)
    }

    @Test func `a gap shortens the learnt wait, and trust comes back`() throws {
        var policy = PollingPolicy.quick
        policy.interval = .seconds(1000)
        var lab = Lab(interval: nil, policy: policy)
        _ = try poll(&lab, 1...10, dated: false)
        _ = try poll(&lab, 30...39, dated: false)
        #expect(try lab.remaining() <= .seconds(550))
        _ = try poll(&lab, 60...69, dated: false)
        #expect(try lab.remaining() <= .seconds(275))
        for next in UInt64(61)...140 { _ = try poll(&lab, next...(next + 9), dated: false) }
        #expect(try lab.remaining() >= .seconds(1000))
    }
}
