// SPDX-License-Identifier: Apache-2.0

/// Feeds that were silent.
extension ReportPage {
    private static let failingMax = 40
    private static let silentMax = 300

    static func feedSection(_ report: Report) -> HTML {
        guard let feeds = report.feeds, !feeds.isEmpty else { return "" }
        let failing = feeds.filter(\.needsAttention)
        let silent = feeds.filter { !$0.needsAttention && $0.stories == 0 }
        let bringing = feeds.count { $0.stories > 0 }
        return section(
            "Feeds that were silent",
            note: """
                \(Wording.number(bringing)) of \(Wording.count(feeds.count, "feed", "feeds")) \
                brought a story; \(Wording.number(silent.count)) answered and had none; \
                \(Wording.number(failing.count)) should be looked at.
                """,
            "\(failingTable(failing))\(silentList(silent))")
    }

    private static func failingTable(_ feeds: [Report.FeedRecord]) -> HTML {
        guard !feeds.isEmpty else { return "" }
        let rows: [HTML] = feeds.prefix(failingMax).map { feed in
            """
            <tr><th scope="row">\(feed.name)</th><td>\(feed.state)</td><td>\(feed.result)</td>\
            <td class="n">\(feed.lastPoll.map(Wording.moment) ?? "never")</td></tr>

            """
        }
        return """
            <table class="feeds">
            <thead><tr><th scope="col">To be looked at</th><th scope="col">State</th>\
            <th scope="col">Last answer</th><th scope="col" class="n">Asked</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            \(rest(feeds.count - failingMax, "feed", "feeds"))
            """
    }

    private static func silentList(_ feeds: [Report.FeedRecord]) -> HTML {
        guard !feeds.isEmpty else { return "" }
        let items: [HTML] = feeds.prefix(silentMax).map { "<li>\($0.name)</li>\n" }
        return """
            <details>
            <summary>Without a story: \(Wording.count(feeds.count, "feed", "feeds"))</summary>
            <ul class="names">
            \(items)</ul>
            \(rest(feeds.count - silentMax, "feed", "feeds"))</details>

            """
    }
}
