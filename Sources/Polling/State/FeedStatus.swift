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
}
