// SPDX-License-Identifier: Apache-2.0

/// A feed as the configuration names it.
public struct FeedSpecification: Sendable, Equatable {
    /// The configured URL without user name and password: what the feed is known by.
    public var key: String
    /// The name the configuration gives it; may be empty.
    public var name: String
    /// The interval the configuration gives this feed; nil lets it follow its own rhythm.
    public var interval: Duration?
    /// Whether it is asked at all.
    public var isEnabled: Bool
    /// What its entries count against those of other feeds; 1 unless there is a reason.
    public var weight: Double
    /// A hash of what the request depends on besides the URL (headers, credentials, proxy). Feeds
    /// with one URL and one variant are asked once for all of them; another variant than at the
    /// last poll makes the validators void.
    public var variant: UInt64
    /// A hash of the topics that its entries are matched against. After a change every entry that
    /// the feed still shows is matched again.
    public var topicsVersion: UInt64

    /// A feed.
    public init(
        key: String, name: String = "", interval: Duration? = nil, isEnabled: Bool = true,
        weight: Double = 1, variant: UInt64 = 0, topicsVersion: UInt64 = 0
    ) {
        self.key = key
        self.name = name
        self.interval = interval
        self.isEnabled = isEnabled
        self.weight = weight
        self.variant = variant
        self.topicsVersion = topicsVersion
    }
}
