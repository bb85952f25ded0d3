// SPDX-License-Identifier: Apache-2.0

/// Who was first, and who copied.
extension ReportPage {
    private static let sourcesMax = 12
    private static let pairsMax = 15
    private static let copiersMax = 6

    static func copySection(_ report: Report) -> HTML {
        guard !report.pairs.isEmpty else { return "" }
        let sources = report.sources.filter { $0.copiedByOthers + $0.copiesOfOthers > 0 }
            .sorted { a, b in
                (b.copiedByOthers, b.copiesOfOthers, a.name)
                    < (a.copiedByOthers, a.copiesOfOthers, b.name)
            }
        let rows: [HTML] = sources.prefix(sourcesMax).map { source in
            """
            <tr><th scope="row">\(source.name)</th><td class="n">\(number(source.copiedByOthers))</td>\
            <td class="n">\(number(source.copiesOfOthers))</td></tr>

            """
        }
        return section(
            "Who was first, who copied",
            note: """
                First is who had a story first in the feeds that are watched. A copy is the same \
                address, the same text or nearly the same text elsewhere.
                """,
            """
            <table>
            <thead><tr><th scope="col">Source</th><th scope="col" class="n">Copied by others</th>\
            <th scope="col" class="n">Copied others</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            \(rest(sources.count - sourcesMax, "source", "sources"))\(pairTable(report))
            """)
    }

    private static func number(_ count: Int) -> String {
        count == 0 ? "–" : Wording.number(count)
    }

    private static func pairTable(_ report: Report) -> HTML {
        let rows: [HTML] = report.pairs.prefix(pairsMax).map { pair in
            """
            <tr><th scope="row">\(pair.copier) <span class="after">after \(pair.first)</span></th>\
            <td class="n">\(Wording.number(pair.copies))</td>\
            <td class="b">\(DelayScale.chart(pair.lateness))</td>\
            <td class="n">\(Wording.span(seconds: pair.lateness.median))</td></tr>

            """
        }
        return """
            <h3>How much later</h3>
            <p class="note">The stroke is the median, the line the middle half of the copies.</p>
            <table class="pairs">
            <thead><tr><th scope="col">Copier</th><th scope="col" class="n">Copies</th>\
            <td>\(DelayScale.labels)</td><th scope="col" class="n">Median</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            \(rest(report.pairs.count - pairsMax, "pair", "pairs"))
            """
    }

    static func copiedSection(_ report: Report) -> HTML {
        guard !report.copied.isEmpty else { return "" }
        let items: [HTML] = report.copied.map { story in
            let copiers: [HTML] = story.copiers.prefix(copiersMax).enumerated().map {
                // Markup: of text the space at the end would be cleaned away.
                let comma: HTML = $0 == 0 ? "" : ", "
                return "\(comma)\($1.source) after \(Wording.span(seconds: $1.lateness))"
            }
            let others = story.copiers.count - copiersMax
            let more: HTML = others > 0 ? ", \(Wording.number(others)) more" : ""
            return """
                <li>\(headline(story))<br><span class="by">\(story.source), \
                \(Wording.moment(story.stored))</span><br>\
                <span class="by">then \(copiers)\(more)</span></li>

                """
        }
        return section("Most copied", "<ol class=\"stories\">\n\(items)</ol>\n")
    }

    private static func headline(_ story: Report.CopiedStory) -> HTML {
        let title = story.title.isEmpty ? story.url : story.title
        let scheme = story.url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else {
            return "<span\(language(story.language))>\(title)</span>"
        }
        return "<a href=\"\(story.url)\"\(language(story.language))>\(title)</a>"
    }
}
