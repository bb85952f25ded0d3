// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct OnceTests {
    private let feeds = (0..<6).map {
        FeedSpecification(key: "http://\($0 < 3 ? "a" : "b").test/\($0)", interval: .seconds(3600))
    }

    /// Runs to the end; the keys that were asked.
    private func run(_ lab: inout Lab, _ answer: (PollStart) -> PollResult) throws -> [String] {
        var keys: [String] = []
        while !lab.schedule.isDone {
            for start in try lab.next() {
                keys.append(start.key)
                _ = lab.finish(start, answer(start))
            }
        }
        return keys.sorted()
    }

    @Test func `every feed is asked once and at once, whatever its schedule`() throws {
        var lab = Lab(feeds, mode: .once)
        let begin = lab.now
        #expect(try run(&lab) { Answer.feed($0) } == feeds.map(\.key))
        #expect(lab.now == begin)
        #expect(lab.schedule.held == 0)
        var again = Lab(feeds, memory: lab.saved(), mode: .once, at: begin)
        #expect(try run(&again) { _ in Answer.failed(.dns) } == feeds.map(\.key))
        #expect(again.now == begin)
    }

    @Test func `its polls are remembered for the daemon`() throws {
        var lab = Lab(feeds, mode: .once)
        _ = try run(&lab) { Answer.feed($0) }
        var daemon = Lab(feeds, memory: lab.saved())
        #expect(try daemon.remaining() >= .seconds(3600))
    }

    @Test func `what is held or gone is counted and left alone`() throws {
        var lab = Lab(feeds, mode: .once)
        _ = try run(&lab) {
            switch $0.key {
            case feeds[0].key: Answer.status(410)
            case feeds[1].key: Answer.status(503, retryAfter: "100")
            case feeds[4].key: Answer.status(429, retryAfter: "100")
            default: Answer.feed($0)
            }
        }
        lab.wait(.seconds(50))
        var again = Lab(feeds, memory: lab.saved(), mode: .once, at: lab.now)
        #expect(try run(&again) { Answer.feed($0) } == [feeds[2].key])
        #expect(again.schedule.held == 5)
        again.wait(.seconds(100))
        var third = Lab(feeds, memory: lab.saved(), mode: .once, at: again.now)
        #expect(try run(&third) { Answer.feed($0) }.count <= 6)
    }

    @Test func `a host that refuses during the run is not waited for`() throws {
        var policy = PollingPolicy.quick
        policy.maxConnectionsPerHost = 1
        var lab = Lab(feeds, policy: policy, mode: .once)
        let begin = lab.now
        let asked = try run(&lab) {
            $0.url.contains("a.test") ? Answer.status(429, retryAfter: "100") : Answer.feed($0)
        }
        #expect(asked.count == 4)
        #expect(lab.schedule.held == 2)
        #expect(lab.now == begin)
    }

    @Test func `nothing to ask is done`() {
        #expect(Lab([], mode: .once).schedule.isDone)
        let disabled = FeedSpecification(key: "http://a.test/", isEnabled: false)
        #expect(Lab([disabled], mode: .once).schedule.isDone)
    }
}
