// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Text

/// A line of near-misses.log: `seen TAB topic TAB source TAB title TAB url TAB missing clause`, the
/// form of matches.log for entries that are not stored.
public enum NearMissLine: Sendable {
    /// A query can be long; this much of a clause says which one it is.
    private static let longestClause = 300

    /// The line of an entry with its line feed, cleaned like those of matches.log.
    ///
    /// - Parameter missing: The clause that does not hold, in the query language.
    public static func bytes(
        seen: Instant, topic: String, source: UTF8Text, title: UTF8Text, url: UTF8Text,
        missing: String
    ) -> [UInt8] {
        let fields = [seen.rfc3339(fraction: true), topic, source.string, title.string, url.string]
        let line =
            fields.map { CleanText.line($0) } + [CleanText.line(missing, limit: longestClause)]
        return Array((line.joined(separator: "\t") + "\n").utf8)
    }
}
