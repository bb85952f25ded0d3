// SPDX-License-Identifier: Apache-2.0

/// The kinds of events, each with its fixed name. A name, once shipped, is never given to another
/// kind: filters, alerts and the message catalog (`systemd/feedwatch.catalog`) rely on it.
public enum EventKind: String, Sendable, CaseIterable {
    // MARK: Life-cycle

    /// The daemon runs and has read its configuration.
    case started
    /// Store recovered, lock held, schedule made.
    case ready
    /// The new configuration is in force.
    case reloaded
    /// The new configuration is broken; the old one stays in force.
    case reloadFailed = "reload-failed"
    /// The daemon was told to stop, or must.
    case stopping
    /// Everything is written; the daemon ends.
    case stopped
    /// The daemon cannot go on and ends.
    case failed
    /// The wall clock stepped; compression and retention pause for a day.
    case clockStepped = "clock-stepped"

    // MARK: Stories

    /// A new story is on stable storage.
    case match
    /// A copy of a stored story was seen.
    case sighting
    /// A stored story's text changed at the source.
    case revision

    // MARK: Feeds

    /// A feed was asked.
    case poll
    /// A feed that worked has failed. Told once, not at every poll.
    case feedFailing = "feed-failing"
    /// A feed that failed works again.
    case feedRecovered = "feed-recovered"
    /// A feed has a new address for good, which is asked from now on.
    case feedMoved = "feed-moved"
    /// A feed said 410 Gone.
    case feedGone = "feed-gone"
    /// A poll shares nothing with the one before: entries were probably missed.
    case feedGap = "feed-gap"
    /// A feed's state changed otherwise (quiet, stuck, shrunk, an HTML page).
    case feedState = "feed-state"
    /// A host asked for patience.
    case feedHeld = "feed-held"

    // MARK: The store

    /// An unfinished batch was cut off and set aside.
    case recovered
    /// A line of the store is not what was written.
    case damaged
    /// Stories that were stored are gone, or cannot be read.
    case storiesMissing = "stories-missing"
    /// The store cannot be read or written.
    case storeFailed = "store-failed"
    /// What can be re-fetched was unreadable and begins anew.
    case stateReset = "state-reset"
    /// What can be re-fetched cannot be saved now.
    case stateFailed = "state-failed"
    /// A segment was compressed.
    case compressed
    /// A segment was deleted, as `delete_after` says.
    case deleted
    /// Stories that a crash left unannounced were announced.
    case caughtUp = "caught-up"

    // MARK: Configuration

    /// Something in the configuration that is allowed but hardly meant.
    case configWarning = "config-warning"
    /// The configuration is wrong at this place.
    case configError = "config-error"
    /// A topic's new version is broken; the old one stays in force.
    case topicKept = "topic-kept"
    /// A topic's example does not come out as it should.
    case exampleFailed = "example-failed"

    // MARK: Hooks and metrics

    /// A hook's command failed and will be run again.
    case hookFailed = "hook-failed"
    /// A hook that failed works again.
    case hookRecovered = "hook-recovered"
    /// A hook's command failed for the last time for this story.
    case hookDeadLetter = "hook-dead-letter"
    /// A line of a hook's standard error.
    case hookOutput = "hook-output"
    /// The metrics file cannot be written.
    case metricsFailed = "metrics-failed"
}

extension EventKind {
    /// How much an event of this kind matters.
    public var level: LogLevel {
        switch self {
        case .sighting, .revision, .poll: .debug
        case .started, .ready, .reloaded, .stopping, .stopped, .feedRecovered, .feedMoved,
            .feedState, .feedHeld, .compressed, .deleted, .caughtUp, .hookRecovered,
            .hookOutput:
            .info
        case .match: .notice
        case .clockStepped, .feedFailing, .feedGone, .feedGap, .recovered, .stateReset,
            .storiesMissing, .configWarning, .exampleFailed, .hookFailed:
            .warning
        case .reloadFailed, .damaged, .storeFailed, .stateFailed, .configError, .topicKept,
            .hookDeadLetter, .metricsFailed:
            .error
        case .failed: .critical
        }
    }
}
