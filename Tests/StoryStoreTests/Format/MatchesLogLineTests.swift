// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

@Suite struct MatchesLogLineTests {
    @Test func hasSixFieldsWithoutControlCharacters() throws {
        var story = sampleStory(1)
        story.title = "A\ttab,\na line \u{1B}[31mred\u{1B}[0m, \u{202E}turned"
        story.topics.append(TopicVerdict(name: "second", score: 2, matches: []))
        let bytes = MatchesLogLine.bytes(of: story)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "2026-11-21T12:00:00.000Z\ttopic,second\texample.org\t"
                + "A tab, a line red, turned\thttps://example.org/story/1\t\(story.id)\n")
        let parsed = try #require(
            bytes.dropLast().withUnsafeBufferPointer { MatchesLogLine.parse($0) })
        #expect(parsed.id == story.id)
        #expect(parsed.stored == noon)
    }

    @Test(arguments: ["", "a\tb", "2026-11-21T12:00:00Z\tt\ts\tx\tu\tnot-an-id"])
    func refusesOtherLines(line: String) {
        #expect(Array(line.utf8).withUnsafeBufferPointer { MatchesLogLine.parse($0) } == nil)
    }
}
