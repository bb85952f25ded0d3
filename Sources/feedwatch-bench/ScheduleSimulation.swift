// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Polling

/// The daemon's schedule over recorded times: what a poll would have shown is all it learns.
struct ScheduleSimulation {
    let recording: Recording
    /// The requests to send in the measured part.
    let requests: Int
    /// Whether the schedule learns which feeds' entries match.
    let weighsMatches: Bool

    /// The times of every feed's polls, in milliseconds since the epoch.
    func run() -> [[Int64]] {
        var policy = PollingPolicy()
        // The schedule keeps its budget over weeks, not over the days of a recording: a hundredth
        // is held back, so that not more than `requests` are sent.
        let span = Double(recording.end - recording.learnt)
        policy.interval = .milliseconds(
            Int64(Double(recording.feeds.count) * span / (0.99 * Double(requests))))
        policy.maxConnections = recording.feeds.count
        policy.hostDelay = .zero
        policy.weighsMatches = weighsMatches
        let specifications = recording.feeds.indices.map {
            FeedSpecification(key: "http://feed\($0).invalid/")
        }
        var now = moment(recording.start)
        var schedule = Schedule(
            policy: policy, feeds: specifications, memory: PollMemory(), mode: .continuous,
            now: now, seed: 1)
        var polls = [[Int64]](repeating: [], count: recording.feeds.count)
        var shown = [Int](repeating: 0, count: recording.feeds.count)
        let dates: [[Instant]] = recording.feeds.map { $0.times.map(Instant.init(milliseconds:)) }
        while let wake = schedule.nextWake(), wake < recording.end {
            now = moment(max(wake, now.monotonic))
            for start in schedule.due(at: now) {
                let feed = start.feed.index
                polls[feed].append(now.monotonic)
                let result = answer(start, &shown[feed], dates[feed], at: now.wall)
                _ = schedule.finished(start.feed, result, at: now)
            }
        }
        return polls
    }

    private func moment(_ time: Int64) -> Moment {
        Moment(wall: Instant(milliseconds: time), monotonic: time)
    }

    /// What the feed shows: the newest entries up to its window.
    private func answer(
        _ start: PollStart, _ shown: inout Int, _ times: [Instant], at now: Instant
    ) -> PollResult {
        let feed = recording.feeds[start.feed.index]
        let response = PollResponse(status: 200)
        let before = shown
        while shown < times.count, times[shown] <= now { shown += 1 }
        if shown == before, !start.window.isEmpty {
            return PollResult(outcome: .unchanged, response: response)
        }
        let visible = max(0, shown - feed.window)..<shown
        let entries = visible.reversed().map {
            WindowEntry(identity: UInt64($0) + 1, fingerprint: 1)
        }
        let comparison = start.window.compare(
            with: entries, extent: .whole, topicsVersion: start.topicsVersion)
        var books = Books()
        for (number, verdict) in zip(visible.reversed(), comparison.verdicts) {
            if verdict == .known {
                books.known += 1
            } else if matches(number, of: feed) {
                books.stories += 1
            } else {
                books.rejected += 1
            }
        }
        let document = PolledDocument(
            comparison: comparison, dates: visible.reversed().map { times[$0] },
            hints: PollingHints(), bodyHash: UInt64(shown))
        return PollResult(outcome: .document(document), response: response, books: books)
    }

    /// Spreads the feed's matches evenly over its entries.
    private func matches(_ number: Int, of feed: Recording.Feed) -> Bool {
        Int(Double(number + 1) * feed.weight) > Int(Double(number) * feed.weight)
    }
}
