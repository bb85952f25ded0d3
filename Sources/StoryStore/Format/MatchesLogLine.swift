// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Text

/// A line of matches.log: `stored TAB topic[,topic] TAB source TAB title TAB url TAB id`.
public enum MatchesLogLine: Sendable {
    /// The line of `story` with its line feed. Control characters, bidirectional overrides and
    /// escape sequences are taken out of every field.
    public static func bytes(of story: Story) -> [UInt8] {
        let fields = [
            story.stored.rfc3339(fraction: true),
            story.topics.map(\.name).joined(separator: ","),
            story.source.string,
            story.title.string,
            story.url.string,
            story.id.description,
        ]
        let line = fields.map { CleanText.line($0) }.joined(separator: "\t")
        return Array((line + "\n").utf8)
    }

    /// The time of storing and the identifier of a line without its line feed; nil for bytes that
    /// are no such line.
    static func parse(_ line: UnsafeBufferPointer<UInt8>) -> (stored: Instant, id: StoryID)? {
        let tab = UInt8(ascii: "\t")
        guard let first = unsafe line.firstIndex(of: tab),
            let last = unsafe line.lastIndex(of: tab),
            unsafe line.count(where: { $0 == tab }) == 5
        else { return nil }
        let stored = unsafe Instant(rfc3339: String(decoding: line[..<first], as: UTF8.self))
        let id = unsafe StoryID(String(decoding: line[(last + 1)...], as: UTF8.self))
        guard let stored, let id else { return nil }
        return (stored, id)
    }
}
