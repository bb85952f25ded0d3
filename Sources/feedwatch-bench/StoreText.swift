// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import StoryStore

/// Stories of a given length, alike but for their identifiers.
struct StoreText {
    /// 2026-11-21T00:00:00Z.
    let now = Instant(seconds: 1_795_219_200)
    private let text: UTF8Text

    init(bytes: Int) {
        // A paragraph of four sentences with one quotation, in two scripts.
        let paragraph =
            "The minister said on Friday that the talks would go on in the spring. Asked about the "
            + "date, he called it \"a matter of weeks\" and did not say more. 外相は金曜日、春にも"
            + "協議を再開すると述べた。 Officials of both sides met twice in a third country, as "
            + "this paper learnt from people who know of it.\n\n"
        var text: [UInt8] = []
        while text.count < bytes { text += paragraph.utf8 }
        self.text = UTF8Text(String(decoding: text.prefix(bytes), as: UTF8.self))
    }

    func story(_ number: Int) -> Story {
        let digest = (0..<10).map {
            UInt8(truncatingIfNeeded: number >> (8 * ($0 % 4))) ^ UInt8($0)
        }
        var story = Story(
            id: StoryID(digest: digest), stored: now,
            feed: FeedReference(url: "https://example.org/feed.xml", title: "An example"))
        story.url = UTF8Text("https://example.org/news/2026/11/21/story-\(number)")
        story.title = UTF8Text("Story number \(number) of the example")
        story.contentText = text
        story.published = now
        story.source = "example.org"
        story.guid = UTF8Text("tag:example.org,2026:\(number)")
        story.canonicalURL = UTF8Text("example.org/news/2026/11/21/story-\(number)")
        story.topics = [
            TopicVerdict(
                name: "example", score: 2,
                matches: [
                    TermMatch(term: "story", field: .title, start: 0, end: 5),
                    TermMatch(term: "words", field: .body, start: 0, end: 5),
                ])
        ]
        return story
    }

    /// The line of a story as it is stored.
    var line: [UInt8] {
        var json = JSONWriter()
        story(0).writeLine(to: &json)
        return json.bytes
    }
}
