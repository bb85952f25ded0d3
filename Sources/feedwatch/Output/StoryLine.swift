// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// A story on one line: identifier, time of storing, source, topics, title, in columns of fixed
/// width, so that lines can be put out as they come.
struct StoryLine {
    private let terminal: Terminal
    private let idWidth: Int
    private let sourceWidth: Int
    private let topicWidth: Int
    private let titleWidth: Int?

    /// The widest of the columns that give way on a narrow terminal.
    private static let sourceWidthMax = 22
    private static let topicWidthMax = 24
    /// `2026-11-21 21:31`
    private static let timeWidth = 16
    private static let gap = "  "

    /// - Parameter showsTopics: Whether the topics are named: not where all stories have one.
    init(on terminal: Terminal, showsTopics: Bool) {
        self.terminal = terminal
        guard let columns = terminal.columns else {
            idWidth = 16
            sourceWidth = Self.sourceWidthMax
            topicWidth = showsTopics ? Self.topicWidthMax : 0
            titleWidth = nil
            return
        }
        // Eight characters of an identifier are 40 bits: enough for `show`, which wants no more
        // than an unambiguous prefix.
        idWidth = columns >= 120 ? 16 : 8
        // Half a screen has no room for all; the title goes last.
        sourceWidth = columns >= 52 ? min(Self.sourceWidthMax, columns / 6) : 0
        topicWidth = showsTopics && columns >= 72 ? min(Self.topicWidthMax, columns / 6) : 0
        let widths = [idWidth, Self.timeWidth, sourceWidth, topicWidth].filter { $0 > 0 }
        titleWidth = max(columns - widths.reduce(0) { $0 + $1 + Self.gap.count }, 8)
    }

    /// The line of `story`.
    func text(of story: Story) -> String {
        var line = terminal.styled(String(story.id.description.prefix(idWidth)), .dim)
        line += Self.gap + TimeText.dateAndTime(story.stored)
        if sourceWidth > 0 {
            line += Self.gap + terminal.styled(column(story.source.string, sourceWidth), .cyan)
        }
        if topicWidth > 0 {
            line += Self.gap + terminal.styled(topics(of: story), .dim)
        }
        let title = CleanText.line(story.title.isEmpty ? story.url.string : story.title.string)
        return line + Self.gap + (titleWidth.map { DisplayWidth.truncate(title, to: $0) } ?? title)
    }

    /// The first topic, and how many more there are: `japan-dprk-abductions +1`.
    private func topics(of story: Story) -> String {
        guard let first = story.topics.first else { return column("", topicWidth) }
        let more = story.topics.count > 1 ? " +\(story.topics.count - 1)" : ""
        let width = max(topicWidth - more.utf8.count, 1)
        let name = DisplayWidth.truncate(CleanText.line(first.name), to: width)
        return DisplayWidth.fit(name + more, to: topicWidth)
    }

    /// `text` in a column.
    private func column(_ text: String, _ width: Int) -> String {
        DisplayWidth.fit(CleanText.line(text), to: width)
    }
}
