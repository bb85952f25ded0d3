// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// Stories as comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum CSVExport {
    /// The names of the columns.
    static let header = row([
        "id", "stored", "date_published", "source", "language", "topics", "title", "url",
        "authors", "tags", "feed", "summary", "content_text",
    ])

    /// One story.
    static func row(_ story: Story) -> [UInt8] {
        row([
            story.id.description, story.stored.rfc3339(), story.published?.rfc3339() ?? "",
            story.source.string, story.language.string,
            story.topics.map(\.name).joined(separator: ";"), story.title.string,
            story.url.string, story.authors.map(\.name.string).joined(separator: ";"),
            story.tags.map(\.string).joined(separator: ";"), story.feed.url.string,
            story.summary.string, story.contentText.string,
        ])
    }

    private static func row(_ fields: [String]) -> [UInt8] {
        Array((fields.map(field).joined(separator: ",") + "\r\n").utf8)
    }

    /// A field in quotes where it needs them. What a spreadsheet would take for a formula gets an
    /// apostrophe before it (OWASP, "CSV Injection"), also behind blanks, which some leave out.
    private static func field(_ text: String) -> String {
        var text = CleanText.lines(text)
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        if let first, "=+-@＝＋－＠".unicodeScalars.contains(first) {
            text = "'" + text
        }
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
