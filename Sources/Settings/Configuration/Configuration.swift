// SPDX-License-Identifier: Apache-2.0

/// The whole configuration, checked: every key has its value or its default.
public struct Configuration: Sendable {
    /// The file it was read from.
    public var path: String
    /// Where and how stories are kept.
    public var store: StoreSettings
    /// How feeds are asked.
    public var polling: PollingSettings
    /// What counts as a copy.
    public var deduplication: DeduplicationSettings
    /// The feeds: those of `feeds:` in their order, then those of the OPML lists that are not
    /// among them. No two have the same address.
    public var feeds: [FeedSettings]
    /// The topics in the order of their files; no two have the same name.
    public var topics: [TopicFile]
    /// What is run for each new story.
    public var hooks: [HookSettings]
    /// The Prometheus text file; nil writes none.
    public var metricsTextFile: String?
    /// How much is logged, and how.
    public var log: LogSettings
}
