// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct StartTests {
    private func feeds(_ count: Int, hosts: Int? = nil, interval: Duration? = nil)
        -> [FeedSpecification]
    {
        (0..<count).map {
            FeedSpecification(
                key: "http://h\($0 % (hosts ?? count)).test/\($0)", interval: interval)
        }
    }

    /// The seconds after the start at which each poll starts; every one is answered at once.
    private func starts(_ lab: Lab, within limit: Double = .infinity, count: Int) throws -> [Double]
    {
        var lab = lab
        var times: [Double] = []
        let begin = lab.now.wall
        while times.count < count {
            for start in try lab.next() {
                times.append((lab.now.wall - begin).inSeconds)
                _ = lab.finish(start, Answer.feed(start))
            }
        }
        return times
    }

    @Test func `feeds never asked are spread evenly over twenty seconds`() throws {
        let times = try starts(Lab(feeds(200), policy: PollingPolicy()), count: 200)
        #expect(times.allSatisfy { $0 <= 20 })
        for second in 0..<20 {
            #expect(times.count { Int($0) == second } == 10)
        }
    }

    @Test func `one feed is asked at once`() throws {
        #expect(try starts(Lab(feeds(1)), count: 1) == [0])
    }

    @Test func `a short interval is a short start`() throws {
        let lab = Lab(feeds(20, interval: .seconds(2)))
        #expect(try starts(lab, count: 20).allSatisfy { $0 <= 2 })
    }

    @Test func `at most a hundred a second`() throws {
        let times = try starts(Lab(feeds(5000), policy: PollingPolicy()), count: 5000)
        for second in 0..<50 {
            #expect(times.count { Int($0) == second } <= 100)
        }
        #expect(times.allSatisfy { $0 <= 50 })
    }

    @Test func `the same seed gives the same polls, another one others`() throws {
        func keys(_ seed: UInt64) throws -> [String] {
            var lab = Lab(feeds(50), policy: PollingPolicy(), seed: seed)
            return try (0..<50).map { _ in try lab.next()[0].key }
        }
        #expect(try keys(1) == keys(1))
        #expect(try keys(1) != keys(2))
    }

    @Test func `a restart asks nothing before it is due`() throws {
        var lab = Lab(interval: .seconds(100))
        try lab.poll { Answer.feed($0) }
        let due = lab.now.wall + (try lab.remaining())
        lab.wait(.seconds(30))
        var again = Lab(
            [FeedSpecification(key: "http://a.test/feed", interval: .seconds(100))],
            memory: lab.saved(), at: Moment(wall: lab.now.wall, monotonic: 17))
        #expect(again.now.wall + (try again.remaining()) == due)
        // Overdue.
        again = Lab(
            [FeedSpecification(key: "http://a.test/feed", interval: .seconds(100))],
            memory: again.memory(lab.state), at: Moment(wall: due + .seconds(1), monotonic: 17))
        #expect(try again.remaining() == .zero)
    }

    @Test func `a clock set back parks no feed`() throws {
        var lab = Lab(interval: .seconds(100))
        try lab.poll { Answer.feed($0) }
        let longAgo = Moment(wall: lab.now.wall - .seconds(86_400 * 3650), monotonic: 1)
        var again = Lab(
            [FeedSpecification(key: "http://a.test/feed", interval: .seconds(100))],
            memory: lab.saved(), at: longAgo)
        #expect(try again.remaining() <= .seconds(110))
    }

    @Test func `disabled feeds are left alone`() {
        var lab = Lab([FeedSpecification(key: "http://a.test/", isEnabled: false)])
        #expect(lab.schedule.nextWake() == nil)
        #expect(lab.schedule.due(at: lab.now).isEmpty)
    }
}

extension Lab {
    func memory(_ state: FeedState) -> PollMemory {
        var memory = PollMemory()
        memory.feeds["http://a.test/feed"] = state
        return memory
    }
}
