// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct FailureTests {
    @Test func `failures wait interval × 2ⁿ, up to the longest interval, for ever`() throws {
        var policy = PollingPolicy.quick
        policy.maxInterval = .seconds(100)
        var lab = Lab(policy: policy)
        try lab.poll { Answer.feed($0) }
        for failures in 1...80 {
            try lab.poll { _ in Answer.failed(.timeout) }
            let wait = try lab.remaining().inSeconds
            let least = failures < 7 ? Double(1 << failures) : 100
            #expect((least...min(least * 1.1, 100)).contains(wait))
        }
        #expect(lab.state.failures == 80)
    }

    @Test func `one warning when it starts, one notice when it ends`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0) }
        let first = try lab.poll { _ in Answer.status(500) }.events
        #expect(first == [.failing(.http, httpStatus: 500)])
        #expect(try lab.poll { _ in Answer.failed(.dns) }.events.isEmpty)
        let last = try lab.poll { _ in Answer.notModified() }.events
        #expect(last == [.recovered(afterFailures: 2)])
        #expect(lab.state.failures == 0)
        #expect(try lab.remaining() < .seconds(2))
    }

    @Test func `a page instead of the feed is told apart`() throws {
        var lab = Lab()
        let events = try lab.poll { _ in Answer.failed(.html) }.events
        #expect(events == [.failing(.html, httpStatus: nil)])
        #expect(FreshnessState.htmlInstead.needsAttention)
        #expect(FailureKind.html.advice != nil)
    }

    @Test func `what no other event tells is a change of state`() throws {
        var lab = Lab()
        try lab.poll { _ in Answer.status(500) }
        let page = try lab.poll { _ in Answer.failed(.html) }.events
        #expect(page == [.state(from: .failing, to: .htmlInstead)])
    }

    @Test func `a document cut short counts, fails, and is asked for as ever`() throws {
        var lab = Lab()
        var books = Books()
        books.stories = 2
        let whole = PollResponse(status: 200, validators: Validators(etag: "\"1\""))
        try lab.poll { Answer.feed($0, whole) }
        for round in 1...5 {
            let cut = try lab.poll {
                Answer.document(
                    [UInt64(round) + 3, 1], for: $0,
                    response: PollResponse(status: 200, validators: Validators(etag: "\"2\"")),
                    extent: .truncated, books: books)
            }
            #expect(cut.start.validators.etag == "\"1\"")
            #expect(cut.events == (round == 1 ? [.failing(.truncated, httpStatus: 200)] : []))
            #expect(lab.state.freshness == .failing)
            #expect(lab.state.result == .failed(.truncated))
            #expect(try lab.remaining() <= .milliseconds(1100))
        }
        #expect(lab.state.books.stories == 10)
        #expect(lab.state.failures == 5)
        let events = try lab.poll { Answer.feed($0, whole) }.events
        #expect(events == [.recovered(afterFailures: 5)])
    }

    @Test func `what is our own fault is not the feed's`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0) }
        _ = lab.saved()
        #expect(try lab.poll { _ in Answer.failed(.cancelled) }.events.isEmpty)
        #expect(lab.state.failures == 0)
        #expect(lab.saved().feeds.isEmpty)
        #expect(try lab.remaining() <= .seconds(1))
    }

    @Test func `410 stops with one warning and is looked at once a week`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0) }
        let events = try lab.poll { _ in Answer.status(410) }.events
        #expect(events == [.gone])
        let week = Duration.seconds(7 * 86_400)
        #expect((week...(week * 1.1)).contains(try lab.remaining()))
        var again = Lab(memory: lab.saved())
        #expect(try again.remaining() >= week)
        for result in [Answer.status(410), Answer.failed(.timeout), Answer.status(404)] {
            let next = try again.poll { _ in result }
            #expect(next.events.isEmpty)
            #expect(try again.remaining() >= week)
        }
        let back = try again.poll { Answer.feed($0) }.events
        #expect(back.contains(.recovered(afterFailures: 4)))
        #expect(try again.remaining() < .seconds(2))
    }

    @Test func `Retry-After of a 503 holds that feed only, and may exceed the longest interval`()
        throws
    {
        var policy = PollingPolicy.quick
        policy.maxInterval = .seconds(10)
        var lab = Lab(
            [
                FeedSpecification(key: "http://a.test/1", interval: .seconds(1)),
                FeedSpecification(key: "http://a.test/2", interval: .seconds(1)),
            ], policy: policy)
        let started = try lab.next() + lab.next()
        #expect(started.count == 2)
        _ = lab.finish(started[0], Answer.status(503, retryAfter: "100"))
        _ = lab.finish(started[1], Answer.feed(started[1]))
        var waited = Duration.zero
        while true {
            let before = lab.now.wall
            let next = try lab.next()
            waited = waited + (lab.now.wall - before)
            if next[0].key == started[0].key { break }
            _ = lab.finish(next[0], Answer.feed(next[0]))
        }
        #expect((.seconds(100)...(.seconds(110))).contains(waited))
    }

    @Test(arguments: ["0", "garbage", "-7"])
    func `Retry-After without a meaning leaves the backoff`(value: String) throws {
        var lab = Lab()
        try lab.poll { _ in Answer.status(503, retryAfter: value) }
        let wait = try lab.remaining().inSeconds
        #expect((2...2.2).contains(wait))
    }
}
