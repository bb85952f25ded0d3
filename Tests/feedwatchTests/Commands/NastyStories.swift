// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// Stories with what other programs stumble over: four scripts, markup, quotes, separators,
/// controls, noncharacters, pictures, formulas, fields that are empty or very long.
enum NastyStories {
    static let titles = [
        "Families of abductees press Tokyo", "拉致被害者家族会、首相に「早期解決を」要望",
        "일본 납치 피해자 가족, 북한과 정상회담 촉구", "日本绑架受害者家属要求首相举行首脑会谈",
        "He said \"no\", <b>then</b> & left; back\\nslash ]]> &amp; &#x41; | pipe",
        "controls \u{01}\u{07}\u{1B}[31mred\u{7F}\u{85}\u{202E}\u{2028}\u{FEFF}\u{FFFE}\u{FFFF}",
        "👩‍👩‍👧‍👦 ☎️ 🇯🇵 𠮷野家 e\u{301}", "", "=1+1", "\t=2+2", "\r\n+3", "＝４", "@five", "-6",
        "  spaces  ", String(repeating: "長い title ", count: 3000), "عاجل: قمة", "\"", "'", ",", ";",
    ]

    /// One story for each title, and one that has nothing at all.
    static let all: [Story] = titles.indices.map(story) + [empty]

    private static func story(_ index: Int) -> Story {
        var story = SampleStore.story(index)
        story.title = UTF8Text(titles[index])
        story.contentText = UTF8Text("\(titles[index])\r\nsecond line\n\n\tfourth \u{0B}line")
        story.url = UTF8Text("https://a.example/\(index)?a=1&b=\"2\"&c='3'")
        story.tags = ["a,b", "c;d", "e|f", "g\th", "\"i\"", "<j>"].map { UTF8Text($0) }
        story.authors = [Author(name: UTF8Text(titles[index])), Author(name: "A, \"B\"; C\nD")]
        story.attachments = [Attachment(url: "https://a.example/a b.mp3?x&y")]
        if index % 3 == 0 { story.summary = UTF8Text("<p>\(titles[index])") }
        if index % 4 == 1 { story.contentHTML = UTF8Text("<p>\(titles[index])</p>\n\t<pre>") }
        return story
    }

    private static var empty: Story {
        var story = SampleStore.story(titles.count)
        story.title = ""
        story.contentText = ""
        story.url = ""
        story.source = ""
        story.language = ""
        story.tags = []
        story.topics = []
        return story
    }
}
