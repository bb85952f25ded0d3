// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Which records are read, and in which order.
public struct StoreSelection: Sendable, Equatable {
    /// The order of records.
    public enum Order: Sendable, Equatable {
        /// By day, and within a day as they were written.
        case oldestFirst
        /// The other way round.
        case newestFirst
    }

    /// Records from this moment on; nil for all.
    public var since: Instant?
    /// Records before this moment; nil for all.
    public var until: Instant?
    /// The order.
    public var order: Order

    /// A selection; everything, the oldest first, unless said otherwise.
    public init(since: Instant? = nil, until: Instant? = nil, order: Order = .oldestFirst) {
        self.since = since
        self.until = until
        self.order = order
    }

    func includes(_ instant: Instant) -> Bool {
        if let since, instant < since { return false }
        if let until, instant >= until { return false }
        return true
    }

    /// The first day that may hold a record of the selection.
    var firstDay: CivilDay? { since?.day }

    /// The last one.
    var lastDay: CivilDay? { until.map { ($0 - .milliseconds(1)).day } }
}
