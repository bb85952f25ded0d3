// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// The Retry-After field (RFC 9110 section 10.2.3).
enum RetryAfter: Sendable {
    /// The longest pause a server can ask for, in milliseconds: a day. Servers have sent years.
    static let longest: Int64 = 86_400_000

    /// The pause that `response` asks for, in milliseconds from `now`: 0 for one that is over, nil
    /// where there is none that can be read.
    ///
    /// A date counts from the server's own Date field, so that a clock that is wrong on either
    /// side does no harm.
    static func pause(of response: PollResponse, now: Instant) -> Int64? {
        guard let text = response.retryAfter else { return nil }
        if let seconds = Int(deltaSeconds: text) { return min(Int64(seconds) * 1000, longest) }
        guard let until = HTTPDate.parse(text, now: now) else { return nil }
        let sent = response.date.flatMap { HTTPDate.parse($0, now: now) } ?? now
        return min(max(until.milliseconds - sent.milliseconds, 0), longest)
    }
}
