// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The page: whole, safe, and readable without its pictures.
@Suite struct ReportPageTests {
    private func page(_ stories: Int, hostile: Bool = false) -> String {
        var builder = Samples.builder()
        for number in 0..<min(stories, 5) {
            builder.add(Samples.copy(of: number, by: "copy.example", after: 3600))
            builder.add(Samples.copy(of: number, by: "late.example", after: 7200))
        }
        for number in 0..<stories {
            var story = Samples.story(number % 10)
            if hostile {
                story.title = "</style><script>alert(1)</script>\u{202E}\u{1B}[31m"
                story.url = "javascript:alert(1)"
                story.source = "\"><img src=x onerror=alert(1)>"
                story.language = "en\" onload=\"alert(1)"
                story.topics[0].name = "<b>'&"
                story.topics[0].matches[0].term = "<i>"
            }
            builder.add(story)
        }
        let feeds = [
            Report.FeedRecord(
                name: hostile ? "<s>" : "Silent", url: "https://s.example/", state: "quiet",
                needsAttention: false, lastPoll: Samples.now, result: "unchanged"),
            Report.FeedRecord(
                name: "Broken", url: "https://x.example/", state: "failing",
                needsAttention: true, lastPoll: nil, result: "failed:http 500"),
        ]
        return String(decoding: ReportPage.document(builder.report(feeds: feeds)), as: UTF8.self)
    }

    @Test(arguments: [0, 1, 10, 10_000])
    func everyPageIsWhole(stories: Int) throws {
        let html = page(stories)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(html.hasSuffix("</html>\n"))
        #expect(
            html.contains(
                #"content="default-src 'none'; style-src 'unsafe-inline'""#))
        #expect(!html.contains("<script"))
        for element in ["svg", "table", "figure", "section", "tr", "h2", "li", "ol"] {
            #expect(
                html.matches(of: try Regex("<\(element)[ >]")).count
                    == html.matches(of: try Regex("</\(element)>")).count, "\(element)")
        }
        #expect(stories > 0 || html.contains("No story was stored in this time"))
        #expect(stories != 1 || html.contains("<strong>1 story</strong>"))
        #expect(stories != 10_000 || html.contains("<strong>10,000 stories</strong>"))
        #expect(html.contains("Broken") && html.contains("Silent"))
    }

    @Test func everyChartSaysInWordsWhatItShows() throws {
        let html = page(10)
        let charts = html.matches(of: /<svg class="time".*?<\/svg>/)
        #expect(charts.count == 3)
        for chart in charts {
            #expect(chart.0.contains("role=\"img\"") && chart.0.contains("<title id="))
            #expect(chart.0.contains(/<desc id="[a-z0-9]+-d">[0-9]+ [A-Z][a-z]+: [0-9]+/))
        }
        // The others repeat a number that stands beside them.
        for chart in html.matches(of: /<svg class="bar".*?>/) {
            #expect(chart.0.contains("aria-hidden=\"true\""))
        }
    }

    @Test func headlinesCarryTheirLanguage() {
        let html = page(10)
        #expect(
            html.contains(
                #"<a href="https://b.example/1?a=1&amp;b=&quot;2&quot;" lang="ja">拉致 1</a>"#))
        #expect(html.contains("Abductions &lt;0&gt; &amp; more"))
        #expect(html.contains("then copy.example after 60 min, late.example after 2 h"))
        #expect(html.contains(#"<bdi lang="ja">拉致</bdi>"#))
    }

    @Test func nothingFromTheNetworkIsMarkup() {
        let html = page(3, hostile: true)
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<i>"))
        #expect(!html.contains("<b>'") && !html.contains("<s>") && !html.contains("javascript:\""))
        #expect(!html.contains("href=\"javascript") && !html.contains("lang=\"en\" onload"))
        #expect(!html.unicodeScalars.contains("\u{202E}") && !html.contains("\u{1B}"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
    }

    /// The markup between the tags of a page, but for HTML's void elements, is XML as well: what is
    /// not nested right shows.
    @Test func theMarkupIsNestedRight() throws {
        var html = page(10)
        let body = try #require(html.range(of: "<body>"))
        html = String(html[body.lowerBound...]).replacing("</html>", with: "")
            .replacing("<br>", with: "<br/>")
        let parser = XMLParser(data: Data(html.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError)) \(parser.lineNumber)")
    }
}
