// SPDX-License-Identifier: Apache-2.0

/// `store:` where and how stories are kept.
public struct StoreSettings: Sendable, Equatable {
    /// The directory of the store.
    public var directory: String
    /// Whether `content_html` is kept too.
    public var keepsHTML = false
    /// The age from which segments are compressed; nil is never.
    public var compressAfter: Duration? = .seconds(7 * 86_400)
    /// The age from which segments are deleted; nil is never.
    public var deleteAfter: Duration?
    /// Whether `DIR/feeds/TOPIC.atom` is kept current.
    public var writesTopicFeeds = false
    /// How many near misses a day go to `DIR/near-misses.log`.
    public var nearMissesPerDay = 0

    /// The defaults, with the store at `directory`.
    public init(directory: String) {
        self.directory = directory
    }
}
