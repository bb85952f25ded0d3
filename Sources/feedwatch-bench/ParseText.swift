// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc

/// Feed files as newsrooms serve them: RSS for the most part, Atom and RSS 1.0, 35 entries each,
/// HTML in CDATA or escaped.
struct ParseText {
    let files: [String]
    private let directory: String

    /// Writes files of `megabytes` in all.
    init(megabytes: Int) throws {
        directory = "/tmp/feedwatch-bench-\(getpid())"
        guard unsafe mkdir(directory, 0o700) == 0 else {
            throw FileText.Failure(path: directory, reason: "cannot be made")
        }
        var source = MatchText(seed: 1)
        let texts = source.texts(megabytes: megabytes).map(\.string)
        var files: [String] = []
        for start in stride(from: 0, to: texts.count, by: 35) {
            let number = start / 35
            let path = "\(directory)/\(number).xml"
            let entries = texts[start..<min(start + 35, texts.count)]
            try FileText.write(Self.feed(number, entries), to: path)
            files.append(path)
        }
        self.files = files
    }

    /// Removes what `init` wrote.
    func remove() {
        for file in files { _ = unsafe unlink(file) }
        _ = unsafe rmdir(directory)
    }

    private static func feed(_ number: Int, _ texts: ArraySlice<String>) -> String {
        let kind = number % 20
        let entries = texts.enumerated().map { place, text in
            entry(text, "https://example.org/\(number)/\(place)", kind)
        }.joined()
        let title = "<title>Feed \(number)</title>"
        return switch kind {
        case 0:
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">
            <channel rdf:about="https://example.org/\(number)">\(title)</channel>
            \(entries)</rdf:RDF>
            """
        case 1...5:
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">\(title)
            \(entries)</feed>
            """
        default:
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            \(title)<link>https://example.org/\(number)</link>
            \(entries)</channel></rss>
            """
        }
    }

    private static func entry(_ text: String, _ url: String, _ kind: Int) -> String {
        let title = "<title>\(text.prefix(60))</title>"
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        let html =
            "<p>\(text[..<half])</p>\n<p><a href=\"\(url)?a=1&amp;b=2\">More</a> \(text[half...])</p>"
        let escaped = html.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        return switch kind {
        case 0:
            "<item rdf:about=\"\(url)\">\(title)<link>\(url)</link><description>\(escaped)"
                + "</description><dc:date>2026-11-21T20:31:07Z</dc:date></item>\n"
        case 1...5:
            "<entry>\(title)<id>\(url)</id><link href=\"\(url)\"/><updated>2026-11-21T20:31:07Z"
                + "</updated><content type=\"html\">\(escaped)</content></entry>\n"
        case 6...10:
            "<item>\(title)<link>\(url)</link><guid>\(url)</guid><pubDate>Sat, 21 Nov 2026 20:31:07"
                + " GMT</pubDate><description>\(escaped)</description></item>\n"
        default:
            "<item>\(title)<link>\(url)</link><guid isPermaLink=\"false\">\(url)</guid><pubDate>Sat,"
                + " 21 Nov 2026 20:31:07 +0900</pubDate><category>News</category><description>"
                + "\(text.prefix(200))</description><content:encoded><![CDATA[\(html)]]>"
                + "</content:encoded></item>\n"
        }
    }
}
