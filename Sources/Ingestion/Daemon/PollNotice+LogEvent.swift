// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import Polling

extension LogEvent {
    /// What the schedule has to say of a feed.
    ///
    /// - Parameters:
    ///   - result: The result of the poll that brought it about, as `status` names it.
    ///   - reason: Why the poll failed, in words; empty when it did not.
    /// - Returns: Nil for what is counted and not told.
    static func notice(
        _ notice: PollNotice, result: String, reason: String, next: Instant?, now: Instant
    ) -> LogEvent? {
        let feed = notice.key
        switch notice.event {
        case .failing(let kind, let httpStatus):
            let advice = kind.advice.map { ": \($0)" } ?? ""
            return .feedFailing(
                feed: feed, result: result, httpStatus: httpStatus, next: next,
                reason: reason + advice)
        case .recovered(let failures): return .feedRecovered(feed: feed, failures: failures)
        case .moved(let url): return .feedMoved(feed: feed, to: url)
        case .movedBack: return .feedMoved(feed: feed, to: feed)
        case .gone: return .feedGone(feed: feed, next: next)
        case .gap(let since, let isIntervalFixed):
            return .feedGap(
                feed: feed, since: since,
                reason: isIntervalFixed
                    ? "entries were probably missed: give the feed a shorter `interval`, or none"
                    : "entries were probably missed: it is asked more often now")
        case .gapAgain: return nil
        case .held(_, let milliseconds):
            return .feedHeld(
                feed: feed, httpStatus: 429, until: now + .milliseconds(milliseconds))
        case .merged(let key):
            return .feedState(feed: feed, from: "asked at its own URL", to: "asked with \(key)")
        case .state(let old, let new):
            return .feedState(feed: feed, from: old.rawValue, to: new.rawValue)
        }
    }
}
