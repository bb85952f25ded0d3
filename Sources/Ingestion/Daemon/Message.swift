// SPDX-License-Identifier: Apache-2.0

internal import StoryStore
internal import SystemCalls

/// What other threads tell the daemon's loop.
enum Message: Sendable {
    /// A poll has been processed.
    case processed(ProcessedPoll)
    /// A thread that follows the store has ended, as it was told to.
    case followerEnded
    /// More polls than before wait for names: others may start.
    case room
    /// An old segment was compressed or removed; nil when no more is to be done.
    case upkeep(StoreMaintenance.Change?)
    /// The service manager or a person wants something.
    case request(SignalMonitor.Request)
}
