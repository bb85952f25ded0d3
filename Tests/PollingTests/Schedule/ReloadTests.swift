// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct ReloadTests {
    private func feed(_ name: String, interval: Int = 100, isEnabled: Bool = true)
        -> FeedSpecification
    {
        FeedSpecification(
            key: "http://\(name).test/", interval: .seconds(interval), isEnabled: isEnabled)
    }

    private func reload(_ lab: inout Lab, _ feeds: [FeedSpecification]) {
        lab.schedule.reconfigure(policy: .quick, feeds: feeds, memory: PollMemory(), at: lab.now)
    }

    @Test func `a wait that is set stays, whatever the new interval`() throws {
        var lab = Lab([feed("a")])
        try lab.poll { Answer.feed($0) }
        let wait = try lab.remaining()
        for interval in [1, 1000] {
            reload(&lab, [feed("a", interval: interval)])
            #expect(try lab.remaining() == wait)
        }
        try lab.poll { Answer.feed($0) }
        #expect(try lab.remaining() >= .seconds(1000))
    }

    @Test func `a new feed is asked soon, a removed one no more`() throws {
        var lab = Lab([feed("a")])
        try lab.poll { Answer.feed($0) }
        reload(&lab, [feed("b")])
        let second = try lab.poll { Answer.feed($0) }
        #expect(second.start.key == "http://b.test/")
        #expect(second.wait <= .seconds(20))
        for _ in 0..<5 {
            #expect(try lab.poll { Answer.feed($0) }.start.key == "http://b.test/")
        }
    }

    @Test func `a removed feed's poll finishes, and its state is saved`() throws {
        var lab = Lab([feed("a")])
        let start = try lab.next()[0]
        reload(&lab, [])
        #expect(lab.schedule.inFlight == 1)
        _ = lab.finish(start, Answer.feed(start))
        #expect(lab.schedule.inFlight == 0)
        #expect(lab.schedule.nextWake() == nil)
        #expect(lab.saved().feeds.keys.sorted() == ["http://a.test/"])
    }

    @Test func `one that has left is remembered for three months, and not shown`() throws {
        var lab = Lab([feed("a"), feed("b", isEnabled: false)])
        try lab.poll { Answer.feed($0) }
        #expect(lab.state.leftAt == nil)
        #expect(lab.schedule.places[1].state.leftAt != nil)
        reload(&lab, [])
        var memory = lab.saved()
        let left = lab.now.wall
        #expect(memory.feeds.values.allSatisfy { $0.leftAt != nil })
        var later = Lab([feed("a")], memory: memory)
        #expect(later.saved().feeds["http://a.test/"].map { $0.leftAt == nil } == true)
        // Without a reload: the configuration changed while the daemon was down.
        memory.feeds["http://a.test/"]?.leftAt = nil
        var without = Lab([], memory: memory)
        #expect(without.saved().feeds["http://a.test/"]?.leftAt == Lab.start.wall)
        let end = Moment(wall: left + .seconds(91 * 86_400), monotonic: 0)
        memory.feeds["http://a.test/"]?.leftAt = left
        memory.feeds["http://b.test/"]?.leftAt = left
        var last = Lab([feed("b")], memory: memory, at: end)
        #expect(last.schedule.takeUnsaved().forgotten == ["http://a.test/"])
    }

    @Test func `a feed removed and named again keeps its poll`() throws {
        var lab = Lab([feed("a")])
        let start = try lab.next()[0]
        reload(&lab, [])
        reload(&lab, [feed("a")])
        #expect(lab.schedule.due(at: lab.now).isEmpty)
        _ = lab.finish(start, Answer.feed(start))
        #expect(try lab.remaining() >= .seconds(100))
    }

    @Test func `a feed switched off and on is asked when it is due`() throws {
        var lab = Lab([feed("a")])
        try lab.poll { Answer.feed($0) }
        let wait = try lab.remaining()
        reload(&lab, [feed("a", isEnabled: false)])
        #expect(lab.schedule.nextWake() == nil)
        reload(&lab, [feed("a")])
        #expect(try lab.remaining() == wait)
    }

    @Test func `when the feed that was asked for several leaves, the next takes over`() throws {
        let (first, second) = (
            FeedSpecification(key: "http://a.test/", interval: .seconds(100)),
            FeedSpecification(key: "http://A.test/", interval: .seconds(100))
        )
        var lab = Lab([first, second])
        try lab.poll { Answer.feed($0) }
        let wait = try lab.remaining()
        reload(&lab, [second])
        #expect(try lab.remaining() == wait)
        let next = try lab.poll { Answer.feed($0) }
        #expect(next.start.key == second.key)
        #expect(lab.schedule.places.count { $0.phase != .free } == 1)
        #expect(next.start.bodyHash == 7)
    }

    @Test func `new limits hold at once`() throws {
        var policy = PollingPolicy.quick
        policy.maxConnections = 1
        let feeds = ["a", "b", "c", "d"].map { feed($0, interval: 1) }
        var lab = Lab(feeds, policy: policy)
        lab.wait(.seconds(1))
        #expect(lab.schedule.due(at: lab.now).count == 1)
        policy.maxConnections = 3
        lab.schedule.reconfigure(policy: policy, feeds: feeds, memory: PollMemory(), at: lab.now)
        #expect(lab.schedule.due(at: lab.now).count == 2)
    }
}
