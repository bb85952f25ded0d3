// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What an entry is to the store.
public enum Verdict: Sendable, Equatable {
    /// Nothing like it is stored: a story, with the identifier that it gets.
    case new(StoryID)
    /// The same identity in the same feed, unchanged.
    case known(StoryID)
    /// The same identity in the same feed, changed.
    case revision(StoryID, Changes)
    /// A copy from another feed or under another URL; `isNoted` when there is a sighting of it
    /// already, so that none is to be written.
    case sighting(StoryID, Sighting.Reason, similarity: Double, isNoted: Bool)

    /// What differs from the version that was stored last.
    public struct Changes: OptionSet, Sendable, Hashable {
        /// The flags.
        public let rawValue: UInt8
        /// The changes of these flags.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The title.
        public static let title = Changes(rawValue: 1)
        /// The content, else the summary.
        public static let text = Changes(rawValue: 2)
    }
}
