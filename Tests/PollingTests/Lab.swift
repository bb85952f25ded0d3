// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

/// A schedule and its clocks, both moved by hand.
struct Lab {
    var schedule: Schedule
    var now: Moment

    /// Saturday noon, 2026-11-21.
    static let start = Moment(wall: Instant(seconds: 1_795_262_400), monotonic: 5_000_000)

    init(
        _ feeds: [FeedSpecification], policy: PollingPolicy = .quick,
        memory: PollMemory = PollMemory(), mode: Schedule.Mode = .continuous,
        at start: Moment = Lab.start, seed: UInt64 = 1
    ) {
        now = start
        schedule = Schedule(
            policy: policy, feeds: feeds, memory: memory, mode: mode, now: start, seed: seed)
    }

    /// One feed, asked every `interval`.
    init(
        url: String = "http://a.test/feed", interval: Duration? = .seconds(1),
        policy: PollingPolicy = .quick, memory: PollMemory = PollMemory()
    ) {
        self.init([FeedSpecification(key: url, interval: interval)], policy: policy, memory: memory)
    }

    mutating func wait(_ duration: Duration) {
        now = Moment(
            wall: now.wall + duration, monotonic: now.monotonic + duration.wholeMilliseconds)
    }

    /// Goes to the next time at which polls start, and starts them.
    mutating func next() throws -> [PollStart] {
        for _ in 0..<10_000 {
            let next = schedule.nextWake()
            let wake = try #require(next)
            wait(.milliseconds(max(wake - now.monotonic, 0)))
            let starts = schedule.due(at: now)
            if !starts.isEmpty { return starts }
        }
        Issue.record("nothing starts")
        return []
    }

    mutating func finish(_ start: PollStart, _ result: PollResult) -> [PollNotice.Event] {
        schedule.finished(start.feed, result, at: now).map(\.event)
    }

    /// Lets the one feed be asked and answers at once.
    ///
    /// - Returns: The request, what the log says, and the wait before the request.
    @discardableResult
    mutating func poll(
        _ answer: (PollStart) -> PollResult
    ) throws -> (start: PollStart, events: [PollNotice.Event], wait: Duration) {
        let before = now
        let starts = try next()
        #expect(starts.count == 1)
        let start = try #require(starts.first)
        let wait = now.wall - before.wall
        return (start, finish(start, answer(start)), wait)
    }

    /// How long the one feed waits from now on.
    mutating func remaining() throws -> Duration {
        let next = schedule.nextWake()
        let wake = try #require(next)
        return .milliseconds(wake - now.monotonic)
    }

    /// What is remembered of the one feed.
    var state: FeedState { schedule.places[0].state }

    /// What a restart would find.
    mutating func saved() -> PollMemory {
        var memory = PollMemory()
        let batch = schedule.takeUnsaved()
        for record in batch.feeds { memory.feeds[record.key] = record.state }
        memory.holds = batch.holds
        return memory
    }
}

extension PollingPolicy {
    /// As the black-box scenarios run it: every second.
    static var quick: PollingPolicy {
        var policy = PollingPolicy()
        policy.interval = .seconds(1)
        policy.minInterval = .seconds(1)
        policy.hostDelay = .zero
        return policy
    }
}

/// Answers as a fetcher and a parser would report them.
enum Answer {
    static let ok = PollResponse(status: 200)

    static func document(
        _ identities: [UInt64], for start: PollStart, response: PollResponse = ok,
        dates: [Instant?]? = nil, extent: WindowComparison.Extent = .whole,
        hints: PollingHints = PollingHints(), bodyHash: UInt64 = 7, books: Books = Books()
    ) -> PollResult {
        let entries = identities.map { WindowEntry(identity: $0, fingerprint: 1) }
        let comparison = start.window.compare(
            with: entries, extent: extent, topicsVersion: start.topicsVersion)
        let document = PolledDocument(
            comparison: comparison, dates: dates ?? identities.map { _ in nil }, hints: hints,
            bodyHash: bodyHash)
        return PollResult(outcome: .document(document), response: response, books: books)
    }

    static func feed(
        _ start: PollStart, _ response: PollResponse = ok, hints: PollingHints = PollingHints()
    ) -> PollResult {
        document([1, 2, 3], for: start, response: response, hints: hints)
    }

    static func notModified(_ response: PollResponse = PollResponse(status: 304)) -> PollResult {
        PollResult(outcome: .notModified, response: response)
    }

    static func failed(_ kind: FailureKind) -> PollResult { PollResult(outcome: .failed(kind)) }

    static func status(
        _ status: Int, retryAfter: String? = nil, at url: String = ""
    ) -> PollResult {
        PollResult(
            outcome: .failed(.http),
            response: PollResponse(status: status, effectiveURL: url, retryAfter: retryAfter))
    }
}
