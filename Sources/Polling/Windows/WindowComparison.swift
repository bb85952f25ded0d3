// SPDX-License-Identifier: Apache-2.0

/// The entries of a document against the last window.
public struct WindowComparison: Sendable {
    /// What an entry is to this feed.
    public enum Verdict: Sendable, Equatable {
        /// Not had before.
        case new
        /// Had before with other text.
        case changed
        /// Had before as it is. Needs no matching unless `matchesAll`.
        case known
    }

    /// How much of the feed a document shows.
    public enum Extent: Sendable {
        /// The whole window.
        case whole
        /// Only what is new (226, RFC 3229).
        case delta
        /// The beginning of a window whose rest did not arrive.
        case truncated
    }

    /// One verdict for each entry, in the order of the document.
    public let verdicts: [Verdict]
    /// How much of the feed the document shows.
    public let extent: Extent
    /// Whether the topics have changed, so that known entries are to be matched again too.
    public let matchesAll: Bool
    /// Whether a whole document has not one entry in common with the last one: a gap, unless the
    /// dates say otherwise.
    let sharesNothing: Bool
    /// The window after this document.
    let next: Window
}
