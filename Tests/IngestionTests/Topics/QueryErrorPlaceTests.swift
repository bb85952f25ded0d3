// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Settings
import Testing
import TopicMatching

/// An error in a query is shown on the line and column where it stands in the file.
@Suite struct QueryErrorPlaceTests {
    @Test(arguments: [
        ("name: t\nquery: |\n  (a OR b)\n  AND &&\n", QueryError.Code.emptyTerm, 4, 7),
        ("name: t\nquery: >-\n    拉致\n    NEAR/100 b\n", .nearDistance, 4, 5),
        ("name: t\nquery: \"拉致 \\\n   AND ( b\"\n", .unclosedParenthesis, 3, 8),
        ("name: t\nquery: 'a ''b'' )'\n", .unopenedParenthesis, 2, 17),
        ("{\"name\": \"t\", \"query\": \"\\u62c9\\u81f4 *\"}", .wildcardPosition, 1, 38),
        ("name: t\nany: [a, \"—\"]\n", .emptyTerm, 2, 11),
        ("name: t\nweights:\n  a: 1\n  b*c: 2\n", .wildcardPosition, 4, 4),
        ("name: t\nquery:\n", .empty, 2, 7),
    ])
    func place(text: String, code: QueryError.Code, line: Int, column: Int) throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        let topic = try #require(loadTopicFile(file.path).topic)
        let error = try #require(TopicSet.errors(in: [topic.definition]).first)
        #expect(error.code == code)
        let place = topic.position(of: error.part, scalarOffset: error.position)
        #expect((place.line, place.column) == (line, column))
    }
}
