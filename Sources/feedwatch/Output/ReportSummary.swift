// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Reporting
import Text

/// A report in lines of text: what fits on two screens.
struct ReportSummary {
    private let report: Report
    private let terminal: Terminal
    private var text: [String] = []

    private static let rowsMax = 10

    init(_ report: Report, on terminal: Terminal) {
        self.report = report
        self.terminal = terminal
    }

    /// The lines of the summary.
    mutating func lines() -> [String] {
        text = []
        lead()
        topics()
        counts("SOURCE", report.sources.filter { $0.stories > 0 }.map { ($0.name, $0.stories) })
        counts("LANGUAGE", report.languages.map { (Wording.language($0.tag), $0.stories) })
        copies()
        terms()
        feeds()
        return text
    }

    private mutating func lead() {
        let period = Wording.period(report.since.day, report.until.day)
        let sources = report.sources.count { $0.stories > 0 }
        text.append(terminal.styled(period, .bold))
        guard report.stories > 0 else {
            text.append("no story was stored in this time")
            return
        }
        let stories = Wording.count(report.stories, "story", "stories")
        add([
            "\(stories) from \(Wording.count(sources, "source", "sources")),",
            Wording.count(report.copies, "copy", "copies"),
        ])
    }

    /// On a line where there is room, else on one each.
    private mutating func add(_ parts: [String]) {
        let line = parts.joined(separator: " ")
        text += DisplayWidth.columns(of: line) > terminal.columns ?? .max ? parts : [line]
    }

    private mutating func topics() {
        var table = Table([
            .init("TOPIC", leastWidth: 12), .init("STORIES", rightAligned: true),
            .init("OVER TIME", leastWidth: 8),
        ])
        let highest = report.topics.flatMap(\.counts).max() ?? 0
        for topic in report.topics.prefix(Self.rowsMax) {
            table.rows.append([
                .init(CleanText.line(topic.name)), .init(Wording.number(topic.stories)),
                .init(.course(topic.counts, of: highest), .blue),
            ])
        }
        add(table, leftOut: report.topics.count - Self.rowsMax)
    }

    private mutating func counts(_ title: String, _ counts: [(name: String, stories: Int)]) {
        var table = Table([
            .init(title, leastWidth: 12), .init("STORIES", rightAligned: true),
            .init("", leastWidth: 0),
        ])
        let highest = counts.first?.stories ?? 0
        for (name, stories) in counts.prefix(Self.rowsMax) {
            let clean = CleanText.line(name)
            table.rows.append([
                .init(clean.isEmpty ? "(none)" : clean), .init(Wording.number(stories)),
                .init(.bar(stories, of: highest, columns: 30), .blue),
            ])
        }
        add(table, leftOut: counts.count - Self.rowsMax)
    }

    private mutating func copies() {
        var table = Table([
            .init("FIRST", leastWidth: 8), .init("COPIER", leastWidth: 8),
            .init("COPIES", rightAligned: true), .init("MEDIAN DELAY", rightAligned: true),
        ])
        for pair in report.pairs.prefix(Self.rowsMax) {
            table.rows.append([
                .init(CleanText.line(pair.first)), .init(CleanText.line(pair.copier)),
                .init(Wording.number(pair.copies)),
                .init(Wording.span(seconds: pair.lateness.median)),
            ])
        }
        add(table, leftOut: report.pairs.count - Self.rowsMax)
    }

    private mutating func terms() {
        var table = Table([
            .init("TERM", leastWidth: 8), .init("TOPIC", leastWidth: 12),
            .init("STORIES", rightAligned: true),
        ])
        let all = report.topics.flatMap { topic in topic.terms.map { (topic.name, $0) } }
            .sorted { ($1.1.stories, $0.1.term, $0.0) < ($0.1.stories, $1.1.term, $1.0) }
        for (topic, term) in all.prefix(Self.rowsMax) {
            table.rows.append([
                .init(CleanText.line(term.term)), .init(CleanText.line(topic)),
                .init(Wording.number(term.stories)),
            ])
        }
        add(table, leftOut: all.count - Self.rowsMax)
    }

    private mutating func feeds() {
        guard let feeds = report.feeds, !feeds.isEmpty else { return }
        let failing = feeds.filter(\.needsAttention)
        let bringing = feeds.count { $0.stories > 0 }
        text.append("")
        add([
            "\(Wording.count(feeds.count, "feed", "feeds")): "
                + "\(Wording.number(bringing)) with stories,",
            "\(Wording.number(failing.count)) to be looked at",
        ])
        var table = Table([.init(""), .init("", leastWidth: 12), .init("", leastWidth: 8)])
        table.hasHeader = false
        for feed in failing.prefix(Self.rowsMax) {
            table.rows.append([
                .init(feed.state, .red), .init(CleanText.line(feed.name, limit: 200)),
                .init(CleanText.line(feed.result)),
            ])
        }
        text += table.lines(on: terminal)
        if failing.count > Self.rowsMax { text.append("… `feedwatch status --failing`") }
    }

    private mutating func add(_ table: Table, leftOut: Int) {
        guard !table.rows.isEmpty else { return }
        text.append("")
        text += table.lines(on: terminal)
        if leftOut > 0 { text.append(terminal.styled("… and \(leftOut) more", .dim)) }
    }
}
