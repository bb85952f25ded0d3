// SPDX-License-Identifier: Apache-2.0

/// How many, by day and topic, by source and by language.
extension ReportPage {
    private static let topicsMax = 8
    private static let sourcesMax = 20
    private static let languagesMax = 12

    static func daySection(_ report: Report) -> HTML {
        guard report.stories > 0 else { return "" }
        let topics = report.topics.prefix(topicsMax)
        // Topics share a scale, so that their heights compare.
        let highest = topics.flatMap(\.counts).max() ?? 0
        var charts: [HTML] = []
        // Of a single topic all stories are the stories.
        if report.topics.count != 1 {
            charts.append(
                chart(
                    "All stories", report.stories, report.counts,
                    highest: report.counts.max() ?? 0, id: "all", report.bins))
        }
        for (index, topic) in topics.enumerated() {
            charts.append(
                chart(
                    topic.name, topic.stories, topic.counts, highest: highest,
                    id: "topic\(index)", report.bins))
        }
        let note: HTML? =
            report.topics.count > 1
            ? "A story of several topics counts for each. The topics share one scale." : nil
        return section(
            report.bins.width == 1 ? "Day by day" : "Over time", note: note,
            "\(charts)\(rest(report.topics.count - topicsMax, "topic", "topics"))")
    }

    private static func chart(
        _ name: String, _ stories: Int, _ counts: [Int], highest: Int, id: String, _ bins: DayBins
    ) -> HTML {
        let most = counts.max() ?? 0
        let peak = counts.firstIndex(of: most) ?? 0
        let summary =
            Wording.count(stories, "story", "stories")
            + (most > 0
                ? ", most \(bins.width == 1 ? "on" : "from") \(Wording.day(bins.day(peak))): "
                    + Wording.number(most) : "")
        let described = counts.enumerated().filter { $1 > 0 }.map { index, count in
            "\(Wording.day(bins.day(index))): \(count)"
        }
        let svg = BarChart.overTime(
            counts, highest: highest, id: id, title: "\(name): stories \(bins.unit)",
            description: described.isEmpty ? "None." : described.joined(separator: ", ") + ".")
        return """
            <figure>
            <figcaption><b>\(name)</b> <span>\(summary)</span></figcaption>
            \(svg)
            <div class="axis" aria-hidden="true">\(axis(bins))</div>
            </figure>

            """
    }

    /// The first, a middle and the last bin.
    private static func axis(_ bins: DayBins) -> [HTML] {
        let last = bins.count - 1
        let shown = last < 2 ? Array(0...last) : [0, last / 2, last]
        return shown.map { "<span>\(Wording.day(bins.day($0)))</span>" }
    }

    static func sourceSection(_ report: Report) -> HTML {
        let sources = report.sources.filter { $0.stories > 0 }
        guard let highest = sources.first?.stories else { return "" }
        let rows = sources.prefix(sourcesMax).map { source in
            row(
                "<th scope=\"row\">\(source.name.isEmpty ? "no address" : source.name)</th>",
                source.stories, of: highest)
        }
        let others = sources.dropFirst(sourcesMax)
        let sum = others.reduce(0) { $0 + $1.stories }
        return section(
            "Sources",
            """
            \(table("Source", Array(rows)))\(rest(others.count, "source", "sources",
                " with \(Wording.count(sum, "story", "stories"))"))
            """)
    }

    static func languageSection(_ report: Report) -> HTML {
        guard let highest = report.languages.first?.stories else { return "" }
        let rows = report.languages.prefix(languagesMax).map { language in
            row(
                "<th scope=\"row\">\(Wording.language(language.tag))</th>",
                language.stories, of: highest)
        }
        return section(
            "Languages",
            """
            \(table("Language", Array(rows)))\(rest(
                report.languages.count - languagesMax, "language", "languages"))
            """)
    }

    /// A table of names with a number and its bar.
    static func table(_ title: String, _ rows: [HTML]) -> HTML {
        """
        <table class="bars">
        <thead><tr><th scope="col">\(title)</th><td></td><th scope="col" class="n">Stories</th></tr></thead>
        <tbody>
        \(rows)</tbody>
        </table>

        """
    }

    static func row(_ head: HTML, _ count: Int, of highest: Int) -> HTML {
        """
        <tr>\(head)<td class="b">\(BarChart.inRow(count, of: highest))</td>\
        <td class="n">\(Wording.number(count))</td></tr>

        """
    }
}
