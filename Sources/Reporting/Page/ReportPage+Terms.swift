// SPDX-License-Identifier: Apache-2.0

/// The terms that carried the matches.
extension ReportPage {
    private static let topicsMax = 8
    private static let termsMax = 10

    static func termSection(_ report: Report) -> HTML {
        let topics = report.topics.filter { !$0.terms.isEmpty }
        guard !topics.isEmpty else { return "" }
        let tables: [HTML] = topics.prefix(topicsMax).map { topic in
            let rows = topic.terms.prefix(termsMax).map { term in
                // The bar is the share of the topic's stories.
                row(
                    "<th scope=\"row\"><bdi\(language(term.language))>\(term.term)</bdi></th>",
                    term.stories, of: topic.stories)
            }
            return """
                <h3>\(topic.name)</h3>
                \(table("Term", Array(rows)))\(rest(topic.terms.count - termsMax, "term", "terms"))
                """
        }
        return section(
            "Terms that carried the matches",
            note: "In how many of a topic’s stories each matched; a full bar would be all of them.",
            "\(tables)\(rest(topics.count - topicsMax, "topic", "topics"))")
    }
}
