// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What is remembered of a feed between polls and over restarts.
public struct FeedState: Sendable {
    // MARK: What was said last

    /// What makes the next request conditional.
    var validators = Validators()
    /// When a whole answer (no 304) last came with them.
    var validatedAt: Instant?
    /// The hash of the last whole body that was a feed.
    var bodyHash: UInt64?
    /// The variant of the request (`FeedSpecification.variant`) that all this belongs to.
    var variant: UInt64 = 0
    /// What the last document showed.
    var window = Window()
    /// What the last document and answer asked for.
    var wishes = ServerWishes()

    // MARK: When

    /// When it publishes.
    var rhythm = Rhythm()
    /// The date of the entry that four tenths of the last window were newer than.
    var scrollMark: Instant?
    /// How much shorter than it would be the wait is to be after gaps: 1 without, less after.
    var haste = 1.0
    /// The interval in force, in milliseconds, without jitter and backoff; 0 before the first poll.
    var interval: Int64 = 0
    /// The first poll.
    var firstPoll: Instant?
    /// The latest poll.
    var lastPoll: Instant?
    /// The next poll.
    var nextPoll: Instant?
    /// When it left the configuration or was switched off; nil for a feed that is asked.
    var leftAt: Instant?
    /// Until when the server asked not to be asked.
    var heldUntil: Instant?

    // MARK: How it went

    /// The result of the latest poll.
    var result: PollResultWord?
    /// The latest poll of this run that did not fail.
    var lastSuccess: Instant?
    /// The status of the latest answer; 0 where there was none.
    var httpStatus = 0
    /// Failures in a row.
    var failures = 0
    /// Whether the latest answer but 429s was 410.
    var isGone = false
    /// Where it has moved.
    var move = MoveTracker()
    /// How many entries a whole document usually shows.
    var usualSize = 0.0
    /// Whether the last whole document showed fewer than half of that.
    var isShrunk = false
    /// When a poll last brought a new entry, or the first one came.
    var lastNews: Instant?
    /// When a body other than the one before last came.
    var lastChange: Instant?
    /// The state that was last told.
    var freshness = FreshnessState.ok

    // MARK: Sums

    /// What became of its entries.
    public internal(set) var books = Books()
    /// Windows that shared nothing with the one before.
    public internal(set) var gaps = 0
    /// New entries, forgotten slowly.
    var newEntries = 0.0
    /// New entries that were stored or linked to stored ones, forgotten as slowly.
    var matches = 0.0

    /// A feed never asked.
    public init() {}

    /// How likely a new entry of this feed is to match a topic, from 0 to 1. Begins at a tenth,
    /// worth ten entries.
    var yield: Double { (matches + 1) / (newEntries + 10) }
}

/// How a poll ended, in the words of `status`.
enum PollResultWord: Sendable, Equatable {
    case new, unchanged, notModified
    case failed(FailureKind)

    /// `new`, `unchanged`, `not-modified` or `failed:KIND`.
    var rawValue: String {
        switch self {
        case .new: "new"
        case .unchanged: "unchanged"
        case .notModified: "not-modified"
        case .failed(let kind): "failed:\(kind.rawValue)"
        }
    }

    init?(rawValue: String) {
        switch rawValue {
        case "new": self = .new
        case "unchanged": self = .unchanged
        case "not-modified": self = .notModified
        default:
            guard rawValue.hasPrefix("failed:"),
                let kind = FailureKind(rawValue: String(rawValue.dropFirst(7)))
            else { return nil }
            self = .failed(kind)
        }
    }
}
