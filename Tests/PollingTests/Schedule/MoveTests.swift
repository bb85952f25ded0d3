// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct MoveTests {
    private let old = "http://a.test/feed"
    private let new = "https://b.test/feed"

    private func redirected(_ hops: [(Int, String)], status: Int = 200) -> PollResponse {
        var from = old
        var redirects: [PollRedirect] = []
        for (status, to) in hops {
            redirects.append(PollRedirect(status: status, from: from, to: to))
            from = to
        }
        return PollResponse(
            status: status, effectiveURL: from, redirects: redirects,
            validators: Validators(etag: "\"e\""))
    }

    /// Polls with these redirects; the URL asked next.
    private func asked(after polls: Int, _ hops: [(Int, String)]) throws -> String {
        var lab = Lab()
        for _ in 0..<polls { try lab.poll { Answer.feed($0, redirected(hops)) } }
        return try lab.poll { Answer.feed($0) }.start.url
    }

    @Test(arguments: [301, 308])
    func `a permanent redirect is adopted after three polls in a row`(status: Int) throws {
        var lab = Lab()
        for _ in 0..<2 {
            #expect(try lab.poll { Answer.feed($0, redirected([(status, new)])) }.start.url == old)
        }
        let third = try lab.poll { Answer.feed($0, redirected([(status, new)])) }
        #expect(third.events == [.moved(to: new)])
        let next = try lab.poll { _ in Answer.notModified() }.start
        #expect(next.url == new)
        #expect(next.key == old)
        #expect(next.validators.etag == "\"e\"")
        var again = Lab(memory: lab.saved())
        #expect(try again.poll { Answer.feed($0) }.start.url == new)
    }

    @Test(arguments: [302, 303, 307])
    func `others are not remembered`(status: Int) throws {
        #expect(try asked(after: 5, [(status, new)]) == old)
    }

    @Test func `of a chain only the permanent beginning`() throws {
        let middle = "http://m.test/feed"
        #expect(try asked(after: 3, [(301, middle), (302, new)]) == middle)
        #expect(try asked(after: 3, [(302, middle), (301, new)]) == old)
        #expect(try asked(after: 3, [(301, middle), (308, new)]) == new)
    }

    @Test func `never from https to http, nor to a URL with credentials`() throws {
        #expect(try asked(after: 5, [(301, new), (301, "http://c.test/")]) == new)
        #expect(try asked(after: 5, [(301, "http://u:p@c.test/")]) == old)
    }

    @Test func `three in a row means in a row`() throws {
        var lab = Lab()
        let interruptions = [
            Answer.status(500), Answer.failed(.html), Answer.notModified(),
            PollResult(outcome: .notModified, response: redirected([(301, "http://c.test/")])),
        ]
        for interruption in interruptions {
            for _ in 0..<2 { try lab.poll { Answer.feed($0, redirected([(301, new)])) } }
            #expect(try lab.poll { _ in interruption }.start.url == old)
        }
        #expect(lab.state.move.adopted == nil)
    }

    @Test func `a target that is no feed is not adopted`() throws {
        var lab = Lab()
        for _ in 0..<5 {
            try lab.poll { _ in
                PollResult(outcome: .failed(.html), response: redirected([(301, new)]))
            }
        }
        #expect(try lab.poll { Answer.feed($0) }.start.url == old)
    }

    @Test func `an adopted address that keeps failing is given up`() throws {
        var lab = Lab()
        for _ in 0..<3 { try lab.poll { Answer.feed($0, redirected([(301, new)])) } }
        for _ in 0..<4 { #expect(try lab.poll { _ in Answer.status(404) }.start.url == new) }
        let last = try lab.poll { _ in Answer.status(404) }
        #expect(last.events == [.movedBack])
        #expect(try lab.poll { Answer.feed($0) }.start.url == old)
    }

    @Test func `a move onto a feed already asked is merged`() throws {
        var lab = Lab([
            FeedSpecification(key: old, interval: .seconds(1), topicsVersion: 1),
            FeedSpecification(key: new, interval: .seconds(1), topicsVersion: 2),
        ])
        var merged: [PollNotice.Event] = []
        for _ in 0..<3 {
            var starts: [PollStart] = []
            while starts.count < 2 { starts += try lab.next() }
            for start in starts {
                let isOld = start.key == old
                let response = isOld ? redirected([(301, new)]) : Answer.ok
                merged += lab.finish(start, Answer.feed(start, response))
            }
        }
        #expect(merged.contains(.merged(into: new)))
        _ = lab.saved()
        for _ in 0..<5 {
            let starts = try lab.next()
            #expect(starts.map(\.key) == [new])
            #expect(starts[0].alsoFor == [old])
            _ = lab.finish(starts[0], Answer.feed(starts[0]))
        }
        let saved = lab.saved()
        #expect(saved.feeds.count == 2)
        #expect(saved.feeds[old]?.lastPoll == saved.feeds[new]?.lastPoll)
        #expect(saved.feeds[old]?.freshness == .moved)
    }
}
