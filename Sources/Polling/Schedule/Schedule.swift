// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Decides which feed is asked when, and what its answers mean for the next time.
///
/// A value without clock, file or network: every method takes the time, and what is to be done
/// comes back as a value. Not for use from several threads at once.
public struct Schedule: Sendable {
    /// How the feeds are gone through.
    public enum Mode: Sendable {
        /// For ever, each feed when it is due.
        case continuous
        /// Each feed once and at once, whatever its schedule says; feeds that are held or gone are
        /// counted and left alone.
        case once
    }

    /// A schedule over `feeds`, each with what is remembered of it.
    ///
    /// - Parameters:
    ///   - feeds: With distinct keys; of feeds with one key the first counts.
    ///   - memory: What `PollStateFile.load` gave.
    ///   - seed: For jitter; the same seed and the same answers give the same polls.
    public init(
        policy: PollingPolicy, feeds: [FeedSpecification], memory: PollMemory, mode: Mode,
        now: Moment, seed: UInt64
    ) {
    }

    /// The polls to be started now, within all limits. Each must be answered by `finished`.
    public mutating func due(at now: Moment) -> [PollStart] { [] }

    /// When `due` will next have something, on the monotonic clock in milliseconds; nil when only
    /// `finished` or `reconfigure` can bring that about.
    public func nextWake() -> Int64? { nil }

    /// Takes the end of a poll: once everything it brought is durable.
    ///
    /// - Returns: What the log should say.
    public mutating func finished(
        _ feed: FeedSlot, _ result: PollResult, at now: Moment
    ) -> [PollNotice] { [] }

    /// Takes over a new configuration. Polls under way finish; waits already set stay.
    ///
    /// - Parameter memory: What the state file has of feeds that are new to this schedule.
    public mutating func reconfigure(
        policy: PollingPolicy, feeds: [FeedSpecification], memory: PollMemory, at now: Moment
    ) {}

    /// What has changed since the last call, for `PollStateFile.save`.
    public mutating func takeUnsaved() -> PollStateBatch { PollStateBatch() }

    /// Takes back what could not be saved.
    public mutating func putBack(_ batch: PollStateBatch) {}

    /// How many polls are under way.
    public private(set) var inFlight = 0

    /// In once mode: whether every feed has been asked or counted as held.
    public var isDone: Bool { true }
}
