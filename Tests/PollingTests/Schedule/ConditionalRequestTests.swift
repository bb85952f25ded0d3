// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct ConditionalRequestTests {
    private let offered = PollResponse(
        status: 200, validators: Validators(etag: "W/\"a-gzip\"", lastModified: "Monday-ish"))

    @Test func `the first request is unconditional, the next sends both back verbatim`() throws {
        var lab = Lab()
        #expect(try lab.poll { Answer.feed($0, offered) }.start.validators.isEmpty)
        let second = try lab.poll { _ in Answer.notModified() }.start
        #expect(second.validators == offered.validators)
        #expect(second.acceptsDelta)
    }

    @Test func `a 200 without validators drops them`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        try lab.poll { Answer.feed($0) }
        let third = try lab.poll { _ in Answer.notModified() }.start
        #expect(third.validators.isEmpty)
        #expect(!third.acceptsDelta)
    }

    @Test func `equal bodies refresh them too`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        let newer = PollResponse(status: 200, validators: Validators(etag: "\"b\""))
        let second = try lab.poll { _ in PollResult(outcome: .unchanged, response: newer) }
        #expect(second.start.bodyHash == 7)
        #expect(try lab.poll { _ in Answer.notModified() }.start.validators == newer.validators)
    }

    @Test func `a 304 refreshes what it carries and keeps the rest`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        try lab.poll { _ in
            Answer.notModified(PollResponse(status: 304, validators: Validators(etag: "\"c\"")))
        }
        let third = try lab.poll { _ in Answer.notModified() }.start.validators
        #expect(third == Validators(etag: "\"c\"", lastModified: "Monday-ish"))
    }

    @Test(arguments: [
        Answer.failed(.timeout), Answer.failed(.html), Answer.failed(.empty),
        Answer.failed(.tooLarge), Answer.status(500), Answer.status(429), Answer.status(404),
    ])
    func `errors in between change nothing`(failure: PollResult) throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        var result = failure
        result.response?.validators = Validators(etag: "\"of the error page\"")
        try lab.poll { _ in result }
        #expect(try lab.poll { Answer.feed($0) }.start.validators == offered.validators)
    }

    @Test func `a document cut short gives entries but no validators`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        let cut = PollResponse(status: 200, validators: Validators(etag: "\"cut\""))
        try lab.poll { Answer.document([9], for: $0, response: cut, extent: .truncated) }
        let next = try lab.poll { Answer.feed($0) }.start
        #expect(next.validators == offered.validators)
        let verdicts = next.window.compare(
            with: [9, 1].map { WindowEntry(identity: $0, fingerprint: 1) }, extent: .whole,
            topicsVersion: 0
        ).verdicts
        #expect(verdicts == [.known, .known])
    }

    @Test func `a feed without entries where there were some gives none either`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        let login = PollResponse(status: 200, validators: Validators(etag: "\"login\""))
        try lab.poll { Answer.document([], for: $0, response: login, bodyHash: 8) }
        let next = try lab.poll { Answer.feed($0) }.start
        #expect(next.validators == offered.validators)
        #expect(next.bodyHash == 7)
    }

    @Test func `after eight days of nothing but 304 the answer is wanted whole`() throws {
        var lab = Lab(interval: .seconds(3600))
        try lab.poll { Answer.feed($0, offered) }
        var conditional = 0
        while try !lab.poll({ _ in Answer.notModified(offered304) }).start.validators.isEmpty {
            conditional += 1
        }
        #expect((174...192).contains(conditional))
        // A 304 to that would be nonsense; a 200 starts the eight days anew.
        try lab.poll { Answer.feed($0, offered) }
        #expect(try !lab.poll { _ in Answer.notModified() }.start.validators.isEmpty)
    }

    private let offered304 = PollResponse(status: 304, validators: Validators(etag: "\"x\""))

    @Test func `a 226 without entries renews the validators`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        let delta = PollResponse(status: 226, validators: Validators(etag: "\"d\""))
        try lab.poll { Answer.document([], for: $0, response: delta, extent: .delta) }
        #expect(try lab.poll { _ in Answer.notModified() }.start.validators == delta.validators)
        #expect(lab.state.freshness == .ok)
    }

    @Test func `a 226 adds to the window and renews the validators`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        let delta = PollResponse(status: 226, validators: Validators(etag: "\"d\""))
        let second = try lab.poll { Answer.document([4], for: $0, response: delta, extent: .delta) }
        #expect(second.events.isEmpty)
        let third = try lab.poll { Answer.document([1, 2, 3, 4], for: $0) }.start
        #expect(third.validators == delta.validators)
        #expect(third.bodyHash == 7)
        #expect(lab.state.gaps == 0)
        #expect(lab.state.result == .unchanged)
    }

    @Test func `they survive a restart`() throws {
        var lab = Lab()
        try lab.poll { Answer.feed($0, offered) }
        var again = Lab(memory: lab.saved())
        #expect(try again.poll { _ in Answer.notModified() }.start.validators == offered.validators)
    }

    @Test func `other headers or other topics make the next answer whole`() throws {
        for change in [
            FeedSpecification(key: "http://a.test/feed", interval: .seconds(1), variant: 1),
            FeedSpecification(key: "http://a.test/feed", interval: .seconds(1), topicsVersion: 1),
        ] {
            var lab = Lab()
            try lab.poll { Answer.feed($0, offered) }
            lab.schedule.reconfigure(
                policy: .quick, feeds: [change], memory: PollMemory(), at: lab.now)
            let next = try lab.poll { Answer.feed($0, offered) }.start
            #expect(next.validators.isEmpty)
            #expect(next.bodyHash == nil)
            #expect(try lab.poll { Answer.feed($0) }.start.validators == offered.validators)
        }
    }
}
