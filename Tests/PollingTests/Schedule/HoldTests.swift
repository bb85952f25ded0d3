// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct HoldTests {
    private let feeds = [
        FeedSpecification(key: "http://a.test/1", interval: .seconds(1)),
        FeedSpecification(key: "https://A.test/2", interval: .seconds(1)),
        FeedSpecification(key: "http://b.test/3", interval: .seconds(1)),
    ]

    /// Starts all three, lets the first be answered by `result` and the others well.
    private func lab(
        _ result: PollResult, policy: PollingPolicy = .quick
    ) throws -> (lab: Lab, events: [PollNotice.Event]) {
        var lab = Lab(feeds, policy: policy)
        var starts: [PollStart] = []
        while starts.count < 3 { starts += try lab.next() }
        let events = try lab.finish(#require(starts.first { $0.key == feeds[0].key }), result)
        for start in starts where start.key != feeds[0].key {
            _ = lab.finish(start, Answer.feed(start))
        }
        return (lab, events)
    }

    /// The seconds until each feed is asked again.
    private func waits(_ lab: Lab) throws -> [String: Double] {
        var lab = lab
        var waits: [String: Double] = [:]
        let start = lab.now.wall
        while waits.count < 3 {
            for poll in try lab.next() {
                if waits[poll.key] == nil { waits[poll.key] = (lab.now.wall - start).inSeconds }
                _ = lab.finish(poll, Answer.feed(poll))
            }
        }
        return waits
    }

    @Test func `a 429 holds the whole host and no other`() throws {
        let (lab, events) = try lab(Answer.status(429, retryAfter: "50"))
        #expect(events.count == 1)
        #expect(events.last?.tells(.held) == true)
        let waits = try waits(lab)
        #expect((50...56).contains(try #require(waits["http://a.test/1"])))
        #expect((50...56).contains(try #require(waits["https://A.test/2"])))
        #expect(try #require(waits["http://b.test/3"]) < 2)
        #expect(lab.schedule.places[0].state.failures == 0)
    }

    @Test func `without Retry-After it holds for interval × 2ⁿ`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0) }
        for refusals in 1...10 {
            try lab.poll { _ in Answer.status(429) }
            let wait = try lab.remaining().inSeconds
            let least = Double(1 << refusals)
            #expect((least...(least * 1.1)).contains(wait))
        }
        #expect(lab.state.failures == 0)
        try lab.poll { Answer.feed($0) }
        try lab.poll { _ in Answer.status(429) }
        #expect(try lab.remaining().inSeconds < 2.3)
    }

    @Test func `Retry-After 0 waits the interval, and none is longer than a day`() throws {
        var lab = Lab()
        try lab.poll { _ in Answer.status(429, retryAfter: "0") }
        #expect((1...1.1).contains(try lab.remaining().inSeconds))
        try lab.poll { _ in Answer.status(429, retryAfter: "31536000") }
        #expect(try lab.remaining().inSeconds == 86_400)
    }

    @Test func `holds survive a restart, and their end is not met by a burst`() throws {
        var (lab, _) = try lab(Answer.status(429, retryAfter: "50"))
        lab.wait(.seconds(10))
        var policy = PollingPolicy.quick
        policy.hostDelay = .seconds(1)
        let again = Lab(feeds, policy: policy, memory: lab.saved(), at: lab.now)
        let waits = try waits(again)
        let (first, second) = (
            try #require(waits["http://a.test/1"]), try #require(waits["https://A.test/2"])
        )
        #expect(min(first, second) >= 40)
        #expect(abs(first - second) >= 1)
        #expect(try #require(waits["http://b.test/3"]) < 2)
    }

    @Test func `the host that answered is held, wherever the feed was asked`() throws {
        let (lab, events) = try lab(
            Answer.status(429, retryAfter: "50", at: "http://b.test:80/limit"))
        guard case .held(host: "b.test", milliseconds: 50_000...55_000) = events.first else {
            Issue.record("not told: \(events)")
            return
        }
        let waits = try waits(lab)
        #expect(try #require(waits["http://b.test/3"]) >= 50)
        #expect(try #require(waits["http://a.test/1"]) >= 50)
        #expect(try #require(waits["https://A.test/2"]) < 2)
    }
}
