// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Settings
import Testing

@Suite struct TopicFileTests {
    private func load(_ text: String, name: String = "topic.yaml") throws -> TopicFile {
        let folder = try TemporaryDirectory()
        let (topic, problems) = loadTopicFile(try folder.write(name, text))
        #expect(problems.isEmpty)
        return try #require(topic)
    }

    @Test func lists() throws {
        let topic = try load(
            """
            name: lists-2
            title: Lists
            any: [no, 1974, "a b", ~]
            all: []
            none: [body:x]
            weights:
              North Korea: 2
              abduct*: 1.5
              soccer: -4
            threshold: 3.0
            mask: ["8日朝"]
            fold_han: false
            """)
        var lists = TopicDefinition.Lists()
        lists.any = ["no", "1974", "a b", "~"]
        lists.all = []
        lists.weights = [
            .init(phrase: "North Korea", weight: 2), .init(phrase: "abduct*", weight: 1.5),
            .init(phrase: "soccer", weight: -4),
        ]
        lists.threshold = 3
        var expected = TopicDefinition(name: "lists-2", title: "Lists", criteria: .lists(lists))
        expected.none = ["body:x"]
        expected.mask = ["8日朝"]
        expected.foldsHan = false
        #expect(topic.definition == expected)
        #expect(topic.position(of: .weights(1), scalarOffset: 2).line == 8)
        #expect(topic.position(of: .weights(1), scalarOffset: 2).column == 5)
        #expect(topic.position(of: .any(2), scalarOffset: 2).column == 20)
        #expect(topic.position(of: .none(9), scalarOffset: 2) == topic.position)
    }

    @Test("A topic without a name is called like its file")
    func namedByFile() throws {
        #expect(try load("query: a", name: "my-topic.yaml").definition.name == "my-topic")
    }

    @Test(
        "What is empty, or no query, is for the query's parser to say",
        arguments: ["\"\"", "", "("])
    func emptyQuery(query: String) throws {
        let topic = try load("name: t\nquery: \(query)\n")
        #expect(topic.definition.criteria == .query(query == "(" ? "(" : ""))
    }

    /// Every code point of a query is found again where it was written.
    @Test(
        "Places in every way of writing a query",
        arguments: [
            "query: |\n  (abduct* OR 拉致)\n  AND (\n\n    北朝鮮 OR \"North Korea\"\n  )\n",
            "query: |+  # why\n\n   a\n    b\n\n\n",
            "query: |2-\n    a b\n   c\n",
            "query: >\n  a b\n  c\n\n  d\n    e f\n    g\n\n\n  h\n",
            "query: >-\n\n  a\n\n\n  b\n",
            "query: a b\n  c  d   \n\n\n  e\n",
            "query: 'it''s  \n   not\n\n   so'\n",
            "query: \"a\\\"b\\u62C9\\x41\\U0001F4F0\\n\\\n    c\\\n   \\  d  \n  e\n\n\n  f\"\n",
            "{\"query\": \"(拉致\\n OR b)\", \"none\": []}",
            "query: |\r\n  a\r\n  b\r\n",
        ])
    func places(text: String) throws {
        let topic = try load(text)
        guard case .query(let query) = topic.definition.criteria else {
            Issue.record("no query")
            return
        }
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        var last = SourcePosition(file: topic.path)
        for (offset, scalar) in query.unicodeScalars.enumerated() {
            let place = topic.position(of: .query, scalarOffset: offset)
            #expect(place > last || offset == 0)
            last = place
            let line = lines[place.line - 1]
            let found = place.column <= line.count ? line[place.column - 1] : "\n"
            // An escape is found at its backslash, a folded line break at the end of its line.
            let isSame = found == scalar || found == "\\" || (scalar == " " && found == "\n")
            #expect(isSame, "\(offset) \(scalar) \(place) \(found)")
        }
        let end = topic.position(of: .query, scalarOffset: query.unicodeScalars.count)
        #expect(end >= last)
        #expect(topic.position(of: .query, scalarOffset: 1 << 40) == end)
    }

    @Test func examples() throws {
        let folder = try TemporaryDirectory()
        try folder.write("seeds/b.md", "B")
        try folder.write("seeds/a.md", "A")
        let path = try folder.write(
            "config/t.yaml",
            "query: a\nexamples:\n  match: ['../seeds/*.md', ../seeds/a.md, gone.md]\n  ignore: []\n"
        )
        let (topic, problems) = loadTopicFile(path)
        #expect(problems.isEmpty)
        let config = "\(folder.path)/config"
        #expect(
            topic?.examples.match
                == ["\(config)/../seeds/a.md", "\(config)/../seeds/b.md", "\(config)/gone.md"])
        #expect(topic?.examples.ignore == [])
    }
}
