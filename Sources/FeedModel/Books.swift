// SPDX-License-Identifier: Apache-2.0

/// What became of the entries that were received: they always balance.
public struct Books: Sendable, Equatable {
    /// Identities that were had before, unchanged.
    public var known = 0
    /// New entries of no topic.
    public var rejected = 0
    /// Entries stored.
    public var stories = 0
    /// Copies of stored stories.
    public var sightings = 0
    /// Changed versions of stored stories.
    public var revisions = 0

    /// Nothing received.
    public init() {}

    /// Entries received: `known + rejected + stories + sightings + revisions`.
    public var seen: Int { known + rejected + stories + sightings + revisions }

    /// Adds another poll's, feed's or day's books.
    public static func += (sum: inout Books, more: Books) {
        sum.known += more.known
        sum.rejected += more.rejected
        sum.stories += more.stories
        sum.sightings += more.sightings
        sum.revisions += more.revisions
    }
}
