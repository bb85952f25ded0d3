// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What the state file has.
public struct PollMemory: Sendable {
    /// The feeds by key.
    public var feeds: [String: FeedState] = [:]
    /// The hosts that asked for a pause.
    public var holds: [HostHold] = []
    /// The steering of the learnt rhythms.
    public var steering = Steering()

    /// Nothing remembered.
    public init() {}
}

/// A host that asked for a pause by 429.
public struct HostHold: Sendable, Equatable {
    /// The host, with its port where that is not its scheme's own.
    public var host: String
    /// When it may be asked again.
    public var until: Instant
    /// How many 429s it has sent in a row.
    public var refusals: Int

    /// A hold.
    public init(host: String, until: Instant, refusals: Int) {
        self.host = host
        self.until = until
        self.refusals = refusals
    }
}

/// What is to be saved together.
public struct PollStateBatch: Sendable {
    /// The feeds that changed.
    public var feeds: [FeedRecord] = []
    /// The keys of feeds that are to be forgotten.
    public var forgotten: [String] = []
    /// The hosts whose holds changed.
    public var holds: [HostHold] = []
    /// What each day's books have gained.
    public var days: [CivilDay: Books] = [:]
    /// The steering of the learnt rhythms, if it changed.
    public var steering: Steering?

    /// Nothing to save.
    public init() {}

    /// Whether there is nothing to save.
    public var isEmpty: Bool {
        feeds.isEmpty && forgotten.isEmpty && holds.isEmpty && days.isEmpty && steering == nil
    }
}

/// A feed and what is remembered of it, as one row of the state file.
public struct FeedRecord: Sendable {
    /// The feed's key.
    public var key: String
    /// The configured name.
    public var name: String
    /// The host it is asked at.
    public var host: String
    /// What is remembered.
    public var state: FeedState
    /// Whether a document has come since the last save.
    var hasNewDocument: Bool
}
