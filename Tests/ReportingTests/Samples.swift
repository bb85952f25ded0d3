// SPDX-License-Identifier: Apache-2.0

import FeedModel

@testable import Reporting

enum Samples {
    /// 2026-11-21T12:00:00Z.
    static let now = Instant(seconds: 1_795_262_400)

    /// Ten days.
    static func builder() -> ReportBuilder {
        ReportBuilder(since: now - .seconds(864_000), until: now)
    }

    static func id(_ number: Int) -> StoryID {
        StoryID(digest: [UInt8(number >> 8), UInt8(number & 255)] + [UInt8](0..<8))
    }

    /// One a day from nine days ago on, in turn of `a.example` in English and `b.example` in
    /// Japanese.
    static func story(_ number: Int) -> Story {
        let isOdd = number % 2 == 1
        let host = isOdd ? "b.example" : "a.example"
        var story = Story(
            id: id(number), stored: now - .seconds(Int64(9 - number) * 86_400),
            feed: FeedReference(url: UTF8Text("https://\(host)/rss")))
        story.title = UTF8Text(isOdd ? "拉致 \(number)" : "Abductions <\(number)> & more")
        story.url = UTF8Text("https://\(host)/\(number)?a=1&b=\"2\"")
        story.source = UTF8Text(host)
        story.language = isOdd ? "ja" : "en"
        let matches = [
            TermMatch(term: isOdd ? "拉致" : "abduct*", field: .title, start: 0, end: 2),
            TermMatch(term: isOdd ? "拉致" : "abduct*", field: .body, start: 5, end: 7),
        ]
        story.topics = (isOdd ? ["all"] : ["all", "even"]).map {
            TopicVerdict(name: $0, score: 1, matches: matches)
        }
        return story
    }

    static func copy(of number: Int, by source: String, after seconds: Int64) -> Sighting {
        Sighting(
            story: id(number), seen: story(number).stored + .seconds(seconds),
            url: UTF8Text("https://\(source)/x"), title: "Copy", source: UTF8Text(source),
            feed: FeedReference(url: "https://c.example/rss"), reason: .near, similarity: 0.9)
    }
}
