// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A feed as `feedwatch status` shows it.
public struct FeedStatus: Sendable {
    /// The URL it is asked at.
    public var url: String
    /// The URL of the configuration, without credentials.
    public var configuredURL: String
    /// The configured name; may be empty.
    public var name: String
    /// How it is doing.
    public var state: FreshnessState
    /// When it was last asked.
    public var lastPoll: Instant?
    /// `new`, `unchanged`, `not-modified` or `failed:KIND`; nil before the first poll.
    public var result: String?
    /// The status of the last answer.
    public var httpStatus: Int?
    /// When it will be asked next.
    public var nextPoll: Instant?
    /// The interval in force, without jitter and backoff.
    public var interval: Duration
    /// Failures in a row.
    public var failures: Int
    /// Windows that shared nothing with the one before, since the first poll.
    public var gaps: Int
    /// What became of its entries, since the first poll.
    public var books: Books
    /// The learnt rate of new entries a day; nil while it is not known.
    public var entriesPerDay: Double?

    /// - Parameter hostHeldUntil: The end of its host's hold, if there is one.
    init(key: String, name: String, state: FeedState, hostHeldUntil: Instant?, at now: Instant) {
        url = state.move.adopted ?? key
        configuredURL = key
        self.name = name
        lastPoll = state.lastPoll
        result = state.result?.rawValue
        httpStatus = state.httpStatus == 0 ? nil : state.httpStatus
        nextPoll = state.nextPoll.map { max($0, hostHeldUntil ?? $0) }
        interval = .milliseconds(state.interval)
        (failures, gaps, books) = (state.failures, state.gaps, state.books)
        entriesPerDay = state.rhythm.isKnown(at: now) ? state.rhythm.rate * 86_400 : nil
        // Holds begin and end between polls; the rest is as it was told at the last one.
        let told = state.freshness
        let current = state.freshness(at: now, heldUntil: hostHeldUntil, othersPost: false)
        self.state = current == .held ? .held : told == .held ? current : told
    }
}
