// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct HostLimitTests {
    private func feeds(_ count: Int, host: String = "a.test") -> [FeedSpecification] {
        (0..<count).map { FeedSpecification(key: "http://\(host)/\($0)", interval: .seconds(1)) }
    }

    @Test func `requests to one host keep their distance`() throws {
        var policy = PollingPolicy.quick
        policy.hostDelay = .seconds(3)
        var lab = Lab(feeds(5), policy: policy)
        var last: Instant?
        for _ in 0..<40 {
            let starts = try lab.next()
            #expect(starts.count == 1)
            if let last { #expect(lab.now.wall - last >= .seconds(3)) }
            last = lab.now.wall
            _ = lab.finish(starts[0], Answer.feed(starts[0]))
        }
    }

    @Test func `the distance counts from when a request was sent`() throws {
        var policy = PollingPolicy.quick
        policy.hostDelay = .seconds(3)
        var lab = Lab(feeds(2), policy: policy)
        let first = try #require(try lab.next().first)
        // So long it took to make the connection.
        lab.wait(.seconds(2))
        let sent = lab.now
        var answer = Answer.feed(first)
        answer.response?.sentAt = sent.monotonic
        _ = lab.finish(first, answer)
        _ = try lab.next()
        #expect(lab.now.wall - sent.wall >= .seconds(3))
    }

    @Test func `polls that wait for names are no connections`() throws {
        var policy = PollingPolicy.quick
        policy.maxConnections = 5
        let hosts = (0..<20).map { "h\($0).test" }
        var lab = Lab(hosts.flatMap { feeds(1, host: $0) }, policy: policy)
        lab.wait(.seconds(1))
        #expect(lab.schedule.due(at: lab.now).count == 5)
        #expect(lab.schedule.nextWake() == nil)
        lab.schedule.waitingForNames = 3
        #expect(lab.schedule.nextWake() != nil)
        #expect(lab.schedule.due(at: lab.now).count == 3)
    }

    @Test func `every feed of a busy host gets its turn`() throws {
        var policy = PollingPolicy.quick
        policy.hostDelay = .seconds(3)
        var lab = Lab(feeds(5), policy: policy)
        var counts: [String: Int] = [:]
        for _ in 0..<50 {
            let starts = try lab.next()
            counts[starts[0].key, default: 0] += 1
            _ = lab.finish(starts[0], Answer.feed(starts[0]))
        }
        #expect(counts.count == 5)
        #expect(counts.values.allSatisfy { $0 == 10 })
    }

    @Test func `connections to one host and in all are bounded`() throws {
        var policy = PollingPolicy.quick
        policy.maxConnections = 5
        var lab = Lab(
            feeds(10, host: "a.test") + feeds(10, host: "b.test") + feeds(10, host: "c.test"),
            policy: policy)
        lab.wait(.seconds(1))
        let starts = lab.schedule.due(at: lab.now)
        #expect(starts.count == 5)
        #expect(lab.schedule.inFlight == 5)
        #expect(lab.schedule.nextWake() == nil)
        for host in ["a", "b", "c"] {
            #expect(starts.count { $0.url.hasPrefix("http://\(host).test/") } <= 2)
        }
        _ = lab.finish(starts[0], Answer.feed(starts[0]))
        #expect(lab.schedule.due(at: lab.now).count == 1)
    }

    @Test func `a slow host keeps nobody else waiting`() throws {
        var lab = Lab(feeds(10, host: "slow.test") + feeds(2, host: "quick.test"))
        var answered = 0
        lab.wait(.seconds(1))
        var starts = lab.schedule.due(at: lab.now)
        for _ in 0..<20 {
            for start in starts where start.url.contains("quick") {
                _ = lab.finish(start, Answer.feed(start))
                answered += 1
            }
            starts = try lab.next()
        }
        #expect(answered >= 20)
        #expect(lab.schedule.inFlight == 2 + starts.count)
    }

    @Test func `files have no host and no limit`() {
        var lab = Lab(
            (0..<10).map {
                FeedSpecification(key: "file:///srv/\($0).xml", interval: .seconds(1))
            })
        lab.wait(.seconds(1))
        #expect(lab.schedule.due(at: lab.now).count == 10)
    }

    @Test func `one request for a URL that several feeds name`() throws {
        var lab = Lab([
            FeedSpecification(key: "http://a.test/feed", interval: .seconds(1)),
            FeedSpecification(key: "http://A.test:80/feed", interval: .seconds(1)),
            FeedSpecification(key: "http://a.test/feed#x", interval: .seconds(1)),
            FeedSpecification(key: "HTTP://a.test/feed", interval: .seconds(1), variant: 1),
        ])
        var keys: [String] = []
        while keys.count < 8 {
            for start in try lab.next() {
                keys.append(start.key)
                #expect(start.alsoFor.count == (start.key == "http://a.test/feed" ? 2 : 0))
                _ = lab.finish(start, Answer.feed(start))
            }
        }
        #expect(Set(keys) == ["http://a.test/feed", "HTTP://a.test/feed"])
    }
}
