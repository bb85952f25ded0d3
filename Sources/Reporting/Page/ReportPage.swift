// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A report as one self-contained page: no script, nothing loaded, readable on a phone and in the
/// dark.
public enum ReportPage: Sendable {
    /// The document, in UTF-8.
    public static func document(_ report: Report) -> [UInt8] {
        let period = Wording.period(report.since.day, report.until.day)
        let sections: [HTML] = [
            daySection(report), sourceSection(report), languageSection(report),
            copySection(report), copiedSection(report), termSection(report), feedSection(report),
        ]
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>Stories of \(period)</title>
            <style>\(PageStyle.sheet)</style>
            </head>
            <body>
            <header>
            <h1>Stories of \(period)</h1>
            <p class="lead">\(lead(report))</p>
            </header>
            <main>
            \(sections)</main>
            <footer>
            <p>Made by feedwatch \(Feedwatch.version) on \(Wording.moment(report.until)) UTC from its \
            own store. Days and times are those of UTC, and of storing: when feedwatch first saw a \
            story, which is later than its publication by up to the interval at which its feed is \
            asked.</p>
            </footer>
            </body>
            </html>

            """
        return Array(html.markup.utf8)
    }

    private static func lead(_ report: Report) -> HTML {
        guard report.stories > 0 else {
            return report.copies == 0
                ? "No story was stored in this time."
                : "No story was stored in this time; \(copies(report)) of older ones were seen."
        }
        let sources = report.sources.count { $0.stories > 0 }
        let topics = Wording.count(report.topics.count, "topic", "topics")
        let languages = report.languages.filter { !$0.tag.isEmpty }.count
        let inLanguages: HTML =
            languages == 0 ? "" : " in \(Wording.count(languages, "language", "languages"))"
        let others: HTML =
            report.copies == 0 ? "No copy of any was seen." : "\(copies(report)) were seen."
        return """
            <strong>\(Wording.count(report.stories, "story", "stories"))</strong> from \
            \(Wording.count(sources, "source", "sources"))\(inLanguages) on \(topics). \(others)
            """
    }

    private static func copies(_ report: Report) -> String {
        Wording.count(report.copies, "copy", "copies")
    }

    /// A section, with a note in small type where there is one.
    static func section(_ title: String, note: HTML? = nil, _ content: HTML) -> HTML {
        let noted: HTML = note.map { "<p class=\"note\">\($0)</p>\n" } ?? ""
        return "<section>\n<h2>\(title)</h2>\n\(noted)\(content)</section>\n"
    }

    /// `lang="…"` where the tag is one, for the right glyphs of Han characters and for those who
    /// listen.
    static func language(_ tag: String) -> HTML {
        let isTag =
            !tag.isEmpty && tag.utf8.count <= 35
            && tag.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
            }
        return isTag ? " lang=\"\(tag)\"" : ""
    }

    /// What a list leaves out.
    static func rest(_ count: Int, _ one: String, _ many: String, _ more: HTML = "") -> HTML {
        count <= 0
            ? "" : "<p class=\"note\">And \(Wording.count(count, one, many)) more\(more).</p>\n"
    }
}
