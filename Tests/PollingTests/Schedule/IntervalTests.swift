// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct IntervalTests {
    @Test func `jitter lengthens by up to a tenth and is not always the same`() throws {
        var lab = Lab(interval: .seconds(100))
        try lab.poll { Answer.feed($0) }
        var waits: [Duration] = []
        for _ in 0..<200 { waits.append(try lab.poll { _ in Answer.notModified() }.wait) }
        #expect(waits.allSatisfy { (.seconds(100)...(.seconds(110))).contains($0) })
        #expect(Set(waits).count > 100)
        #expect(waits.max().map { $0 > .seconds(108) } == true)
    }

    @Test func `a feed's own interval is raised to the least, and not cut at the longest`() throws {
        var policy = PollingPolicy.quick
        policy.minInterval = .seconds(60)
        policy.maxInterval = .seconds(3600)
        for (own, expected) in [(1, 60), (100, 100), (7200, 7200)] {
            var lab = Lab(interval: .seconds(own), policy: policy)
            try lab.poll { Answer.feed($0) }
            let wait = try lab.remaining()
            #expect((.seconds(expected)...(.seconds(expected) * 1.1)).contains(wait))
            #expect(lab.state.interval == Int64(expected) * 1000)
        }
    }

    @Test func `a feed whose rhythm is not known is asked at the interval`() throws {
        var lab = Lab(interval: nil)
        for _ in 0..<50 { try lab.poll { Answer.feed($0) } }
        let wait = try lab.remaining()
        #expect((.seconds(1)...(.milliseconds(1100))).contains(wait))
    }

    private func wait(
        _ response: PollResponse = Answer.ok, hints: PollingHints = PollingHints(),
        longest: Duration = .seconds(86_400)
    ) throws -> Double {
        var policy = PollingPolicy.quick
        policy.maxInterval = longest
        var lab = Lab(policy: policy)
        try lab.poll { Answer.feed($0, response, hints: hints) }
        return try lab.remaining().inSeconds
    }

    @Test func `freshness only lengthens, within limits`() throws {
        func fresh(_ seconds: String) -> PollResponse {
            PollResponse(status: 200, cacheControl: "max-age=\(seconds)")
        }
        #expect((60...66).contains(try wait(fresh("60"))))
        #expect((1...1.1).contains(try wait(fresh("0"))))
        #expect((86_400...95_040).contains(try wait(fresh("99999999999"))))
        #expect((5...5.5).contains(try wait(fresh("3600"), longest: .seconds(5))))
        for garbage in ["no-store", "no-cache", "max-age=soon", "max-age=-5"] {
            let response = PollResponse(status: 200, cacheControl: garbage)
            #expect((1...1.1).contains(try wait(response)))
        }
        let expires = PollResponse(
            status: 200, expires: "Sat, 21 Nov 2026 12:02:00 GMT",
            date: "Sat, 21 Nov 2026 12:00:00 GMT")
        #expect((120...132).contains(try wait(expires)))
    }

    @Test func `a 304 renews the freshness of the last whole answer, or brings its own`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, PollResponse(status: 200, cacheControl: "max-age=60")) }
        try lab.poll { _ in Answer.notModified() }
        #expect(try lab.remaining() >= .seconds(60))
        try lab.poll { _ in
            Answer.notModified(PollResponse(status: 304, cacheControl: "max-age=5"))
        }
        #expect(try lab.remaining() < .seconds(6))
        try lab.poll { Answer.feed($0) }
        #expect(try lab.remaining() < .seconds(2))
    }

    @Test func `ttl and the update period lengthen`() throws {
        var hints = PollingHints()
        hints.ttlSeconds = 600
        #expect((600...660).contains(try wait(hints: hints)))
        hints.updatePeriodSeconds = 3600
        #expect((3600...3960).contains(try wait(hints: hints)))
        // Every full hour from a base on: the next is the base's minute away.
        hints.ttlSeconds = nil
        hints.updateBase = Lab.start.wall - .seconds(86_400 * 365 - 900)
        #expect((900...990).contains(try wait(hints: hints)))
        for wild in [Int.max, Int.min, -5, 0] {
            hints.ttlSeconds = wild
            hints.updatePeriodSeconds = wild
            hints.updateBase = Instant(milliseconds: .min)
            #expect(try wait(hints: hints) <= 95_040)
        }
    }

    @Test func `hours and days to be skipped are skipped`() throws {
        // It is Saturday noon.
        var hints = PollingHints()
        hints.skipHours = [12, 13, 40, -1]
        #expect((7200...7200.2).contains(try wait(hints: hints)))
        #expect((60...66).contains(try wait(hints: hints, longest: .seconds(60))))
        hints.skipHours = Array(0..<24)
        #expect((86_400...86_401).contains(try wait(hints: hints)))
        hints.skipHours = []
        hints.skipDays = [5]
        #expect((43_200...43_201).contains(try wait(hints: hints)))
        hints.skipHours = [14]
        hints.skipDays = []
        #expect(try wait(hints: hints) < 2)
    }

    @Test func `a 304 still honours what the last document asked for`() throws {
        var lab = Lab()
        var hints = PollingHints()
        hints.ttlSeconds = 60
        try lab.poll { Answer.feed($0, hints: hints) }
        try lab.poll { _ in Answer.notModified() }
        #expect(try lab.remaining() >= .seconds(60))
    }

    @Test func `the learnt rhythm finds the hour, within the limits`() throws {
        var policy = PollingPolicy()
        policy.hostDelay = .zero
        var lab = Lab(interval: nil, policy: policy)
        var shown = 0
        var waits: [Duration] = []
        // An entry a day, at nine in the morning UTC.
        let first = Lab.start.wall.day.daysSinceEpoch * 86_400 + 9 * 3600
        let end = Lab.start.wall + .seconds(60 * 86_400)
        while lab.now.wall < end {
            let due = lab.now.wall + (try lab.remaining())
            let poll = try lab.poll { start in
                let now = Int(due.seconds)
                let count = max((now - first) / 86_400 + 1, 0)
                if count == shown { return Answer.notModified() }
                shown = count
                let newest = (max(1, count - 9)...count).reversed()
                return Answer.document(
                    newest.map { UInt64($0) }, for: start,
                    dates: newest.map { Instant(seconds: Int64(first + ($0 - 1) * 86_400)) })
            }
            if poll.wait > .zero { waits.append(poll.wait) }
        }
        #expect(waits.allSatisfy { $0 >= .seconds(300) && $0 <= .seconds(86_400) })
        // The budget of half-hourly polling is kept, and spent where it helps.
        #expect((2400...3500).contains(waits.count))
        #expect(lab.state.gaps == 0)
    }
}
