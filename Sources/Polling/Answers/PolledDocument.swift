// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A feed document, in what polling needs to know of it.
public struct PolledDocument: Sendable {
    /// The entries against those of the last window.
    public var comparison: WindowComparison
    /// What the feed asks of those who poll it.
    public var hints: PollingHints
    /// A hash of the body, over every byte.
    public var bodyHash: UInt64
    /// The dates of the new entries, as far as given.
    let newDates: [Instant]
    /// How many new entries have no date.
    let undated: Int
    /// The date of the entry that four tenths of the dated ones are newer than; nil with too few.
    let scrollMark: Instant?

    /// Whether it is the beginning of one whose rest did not arrive.
    var isCutShort: Bool { comparison.extent == .truncated }

    /// A document.
    ///
    /// - Parameter dates: One for each entry, in the order of the document: when it was published
    ///   or else changed; nil where that is not given or guessed.
    public init(
        comparison: WindowComparison, dates: [Instant?], hints: PollingHints, bodyHash: UInt64
    ) {
        self.comparison = comparison
        self.hints = hints
        self.bodyHash = bodyHash
        let new = zip(comparison.verdicts, dates).filter { $0.0 == .new }.map(\.1)
        newDates = new.compactMap(\.self)
        undated = new.count - newDates.count
        let sorted = dates.compactMap(\.self).sorted(by: >)
        let mark = sorted.count * 4 / 10
        scrollMark = comparison.extent == .whole && mark > 0 ? sorted[mark - 1] : nil
    }
}
