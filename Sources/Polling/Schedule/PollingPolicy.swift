// SPDX-License-Identifier: Apache-2.0

/// What the configuration says about when feeds are asked. Durations are whole milliseconds.
public struct PollingPolicy: Sendable, Equatable {
    /// How long between two polls of a feed whose rhythm is not known yet; together with the
    /// number of feeds also the budget of requests that the learnt rhythms share.
    public var interval: Duration = .seconds(1800)
    /// The least wait between two polls of one feed.
    public var minInterval: Duration = .seconds(300)
    /// The longest wait that rhythm, failures or a server's wishes lead to. `Retry-After` and
    /// feeds that are gone go beyond it.
    public var maxInterval: Duration = .seconds(86_400)
    /// How many polls may be under way at once.
    public var maxConnections = 64
    /// How many polls of one host may be under way at once.
    public var maxConnectionsPerHost = 2
    /// The least time from the start of one request to a host to the start of the next.
    public var hostDelay: Duration = .seconds(1)
    /// How many polls of feeds that are overdue at the start begin in a second.
    public var startsPerSecond = 100
    /// Whether feeds whose entries match topics are asked more often than others.
    public var weighsMatches = true

    /// The defaults of the configuration.
    public init() {}
}
