// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// The books as the poll state keeps them: the same entries added up twice.
public struct Ledger: Sendable {
    /// By the UTC day of the poll.
    public var days: [CivilDay: Books]
    /// Of all feeds together, since their first polls. Less than the days together once a feed
    /// that left the configuration has been forgotten.
    public var feeds = Books()
    /// The first poll of any feed.
    public var firstPoll: Instant?

    /// Of all days together.
    public var total: Books { days.values.reduce(into: Books()) { $0 += $1 } }

    /// From when on the store can be compared with the books; nil with nothing in the books. What
    /// was stored before is of a poll state that is gone.
    public var begin: Instant? {
        guard let first = days.keys.min() else { return nil }
        guard let firstPoll, firstPoll.day == first else { return first.start }
        return firstPoll
    }
}
