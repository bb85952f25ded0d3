// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import feedwatch

private let plain = Terminal(columns: nil, usesColour: false)
private let coloured = Terminal(columns: 100, usesColour: true)

@Suite struct TimeTextTests {
    @Test(arguments: [
        (0, "now"), (-1, "1s ago"), (-99, "99s ago"), (-100, "2m ago"), (-3600, "60m ago"),
        (-7200, "2h ago"), (-172_800, "2d ago"), (90, "in 90s"), (86_400, "in 24h"),
    ])
    func distances(seconds: Int, text: String) {
        let now = Instant(seconds: 1_800_000_000)
        #expect(TimeText.distance(of: now + .seconds(seconds), from: now) == text)
    }
}

@Suite struct HighlightedTextTests {
    private func match(_ start: Int, _ end: Int) -> TermMatch {
        TermMatch(term: "t", field: .title, start: start, end: end)
    }

    @Test func rangesAreMerged() {
        let matches = [
            match(5, 7), match(0, 2), match(1, 3), match(3, 4), match(9, 20), match(4, 3),
        ]
        #expect(HighlightedText.merged(matches, count: 10) == [0..<4, 5..<7])
    }

    @Test func wordsAreSetOff() {
        let text = HighlightedText.render(
            "日本の拉致 問題", [match(3, 5)], isLine: true, on: coloured)
        #expect(text == "日本の\u{1B}[1;33m拉致\u{1B}[0m 問題")
    }

    /// Offsets are those of the stored text, controls included; the controls still go.
    @Test func controlsOfTheTextGo() {
        let text = HighlightedText.render(
            "\u{1B}[31mred\u{202E} word\nnext", [match(5, 8)], isLine: true, on: coloured)
        #expect(text == "\u{1B}[1;33mred\u{1B}[0m word next")
        let body = HighlightedText.render(
            "a\u{9B}1mb\nc", [match(0, 1), match(2, 5)], isLine: false, on: plain)
        #expect(body == "a1mb\nc")
    }
}

@Suite struct WordDifferenceTests {
    @Test func changesAreShownInContext() {
        let old = "The minister met his counterpart in Singapore on Friday."
        let new = "The foreign minister met his counterpart in Jakarta on Friday."
        #expect(
            WordDifference.text(from: old, to: new, on: plain)
                == "The {+foreign +}minister met his … counterpart in [-Singapore-]{+Jakarta+} on Friday."
                || WordDifference.text(from: old, to: new, on: plain)
                    == "The {+foreign +}minister met his counterpart in [-Singapore-]{+Jakarta+} on Friday."
        )
    }

    @Test func whatIsFarFromAChangeIsLeftOut() {
        let words = (0..<100).map { "w\($0)" }
        var changed = words
        changed[50] = "other"
        let text = WordDifference.text(
            from: words.joined(separator: " "), to: changed.joined(separator: " "), on: plain)
        #expect(text.contains("[-w50-]{+other+}"))
        #expect(text.contains("…"))
        #expect(!text.contains("w20") && !text.contains("w80"))
    }

    @Test func charactersOfCJKAreWords() {
        #expect(
            WordDifference.text(from: "拉致問題", to: "拉致被害", on: plain) == "拉致[-問題-]{+被害+}")
    }

    @Test func hugeTextsAreNotCompared() {
        let text = WordDifference.text(
            from: String(repeating: "a ", count: 20_000), to: "b", on: plain)
        #expect(text == "rewritten: 40000 words before, 1 now")
    }
}

@Suite struct StoryTextTests {
    private var story: Story {
        var story = Story(
            id: StoryID(digest: [UInt8](0..<10)), stored: Instant(seconds: 1_795_293_067),
            feed: FeedReference(url: "https://example.org/rss", title: "Example"))
        story.title = "日本と\u{1B}]0;x\u{07}北朝鮮 talks about abductees in Singapore again"
        story.url = "https://example.org/a"
        story.source = "example.org"
        story.contentText = "First.\n\nThe abducted."
        story.topics = [
            TopicVerdict(
                name: "abductions", score: 2.5,
                matches: [TermMatch(term: "abduct*", field: .body, start: 12, end: 20)])
        ]
        return story
    }

    @Test(arguments: [36, 51, 52, 60, 71, 72, 80, 100, 119, 120, 200])
    func linesFitTheTerminal(columns: Int) {
        let line = StoryLine(
            on: Terminal(columns: columns, usesColour: false), showsTopics: true
        ).text(of: story)
        #expect(DisplayWidthProbe.columns(line) <= columns)
        #expect(line.hasPrefix("000g40r4"))
        #expect(!line.contains("\u{1B}"))
    }

    @Test func pageShowsEvidenceCopiesAndVersions() {
        let sighting = Sighting(
            story: story.id, seen: story.stored, url: "https://other.example/b", title: "Copy",
            source: "other.example", feed: FeedReference(url: "https://other.example/rss"),
            reason: .near, similarity: 0.934)
        let revision = Revision(
            story: story.id, seen: story.stored, contentText: "First.\n\nThe freed.")
        let page = StoryPage(story: story, sightings: [sighting], revisions: [revision])
        let text = page.lines(on: plain).joined(separator: "\n")
        #expect(text.contains("abductions score 2.5"))
        #expect(text.contains("abduct*: body 12–20"))
        #expect(text.contains("near-duplicate, 93 %"))
        #expect(text.contains("The [-abducted.-]{+freed.+}"))
        #expect(!text.contains("\u{1B}"))
        let lines = page.lines(on: coloured).joined(separator: "\n")
        #expect(lines.contains("The \u{1B}[1;33mabducted\u{1B}[0m."))
    }
}
