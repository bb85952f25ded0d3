// SPDX-License-Identifier: Apache-2.0

/// A feed in a schedule: what is wanted of it, what is remembered of it, and where it stands.
struct FeedPlace: Sendable {
    /// Where a feed stands.
    enum Phase: Sendable {
        /// Waiting for its time, if it has one.
        case idle
        /// Due, in its host's line.
        case queued
        /// Being asked.
        case inFlight
        /// Left the schedule.
        case free
    }

    var specification: FeedSpecification
    var state: FeedState
    var phase = Phase.idle
    /// The host it is asked at.
    var host: Int32 = 0
    /// The feed that is asked for this one too, as both name the same URL; -1 for none.
    var leader: Int32 = -1
    /// Counts its deadlines, so that old ones are known as such.
    var generation: UInt32 = 0
    /// Whether it has left the configuration while it was being asked.
    var isRemoved = false
    /// In once mode: whether it is neither asked nor counted as held yet.
    var isOutstanding = false
    /// Whether its state has changed since it was last saved.
    var isUnsaved = false
    /// Whether a document has come since it was last saved.
    var hasNewDocument = false
    /// Polls a millisecond at its learnt rhythm, for the steering; 0 while it follows none.
    var share = 0.0

    /// The URL to ask.
    var url: String { state.move.adopted ?? specification.key }

    /// Whether it is to be asked on its own.
    var isAsked: Bool { specification.isEnabled && leader < 0 && !isRemoved && phase != .free }
}
