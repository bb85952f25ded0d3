// SPDX-License-Identifier: Apache-2.0

/// `polling:` how feeds are asked.
public struct PollingSettings: Sendable, Equatable {
    /// The time between two polls of a feed until its own rhythm is known.
    public var interval: Duration = .seconds(30 * 60)
    /// The least time between two polls of a feed.
    public var minInterval: Duration = .seconds(5 * 60)
    /// The longest time between two polls of a feed.
    public var maxInterval: Duration = .seconds(24 * 3600)
    /// The most connections at a time.
    public var maxConnections = 64
    /// The most connections to one host at a time.
    public var maxConnectionsPerHost = 2
    /// The least time between two requests to one host.
    public var hostDelay: Duration = .seconds(1)
    /// How long a connection may take to come about.
    public var connectTimeout: Duration = .seconds(10)
    /// How long a request may take, redirects included.
    public var requestTimeout: Duration = .seconds(30)
    /// The most bytes of a body after decompression.
    public var maxBody = 16 << 20
    /// What is sent as `User-Agent`.
    public var userAgent: String
    /// A page or mail address that says who polls.
    public var contact: String?
    /// Which addresses that are not global unicast may be connected to.
    public var allowPrivateAddresses = PrivateAddresses.none
    /// The proxy of feeds that have none of their own.
    public var proxy = ProxySettings.environment

    /// The defaults with a `User-Agent`.
    public init(userAgent: String) {
        self.userAgent = userAgent
    }
}
