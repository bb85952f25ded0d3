// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing
import TopicMatching

/// The shipped topics against stories that people have labelled.
@Suite struct LabelledStoryTests {
    /// A story of the labelled set.
    struct Story: Decodable {
        var id: String
        var lang: String
        var title: String
        var body: String
        var source: String
        var abduction: Int
        var diplomacy: Int
    }

    /// How many stories were found, wrongly found and missed.
    struct Figures: CustomStringConvertible {
        var found = 0
        var wrong = 0
        var missed = 0

        var precision: Double { Double(found) / Double(max(found + wrong, 1)) }
        var recall: Double { Double(found) / Double(max(found + missed, 1)) }

        var description: String {
            String(format: "precision %.3f, recall %.3f", precision, recall)
                + " (\(found) found, \(wrong) wrong, \(missed) missed)"
        }

        mutating func count(matched: Bool, expected: Bool) {
            if matched && expected { found += 1 }
            if matched && !expected { wrong += 1 }
            if !matched && expected { missed += 1 }
        }
    }

    /// Made up for these tests, to show what the topics meet: every trap beside what it imitates.
    static let headlines = ShippedTopics.root
        .appendingPathComponent("Tests/IngestionTests/Fixtures/topics/headlines.jsonl")
    /// Real headlines and longer texts, kept beside the project where it is developed.
    static let corpus = ShippedTopics.root
        .appendingPathComponent("../shared/corpora/stories/topics-open.jsonl")
    static let isThere = FileManager.default.fileExists(atPath: corpus.path)

    @Test("Precision and recall on made-up headlines", arguments: Held.all)
    func onHeadlines(_ held: Held) throws {
        try check(held, on: Self.headlines)
    }

    @Test(
        "Precision and recall on labelled stories",
        .enabled(if: isThere, "the labelled stories are not here"), arguments: Held.all)
    func onCorpus(_ held: Held) throws {
        try check(held, on: Self.corpus)
    }

    /// A topic and what it has to reach.
    struct Held: CustomTestStringConvertible {
        var topic: String
        var label: @Sendable (Story) -> Int
        /// For all languages together; each by itself has to reach 0.93.
        var least: Double

        var testDescription: String { topic }

        static let all = [
            Held(topic: "japan-dprk-abductions", label: { $0.abduction }, least: 0.97),
            Held(topic: "japan-dprk-diplomacy", label: { $0.diplomacy }, least: 0.95),
        ]
    }

    private func check(_ held: Held, on file: URL) throws {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 200)
        var matcher = TopicMatcher(try ShippedTopics.set(held.topic))
        var figures: [String: Figures] = [:]
        for line in lines {
            let story = try JSONDecoder().decode(Story.self, from: Data(line.utf8))
            let document = MatchDocument(
                title: UTF8Text(story.title), body: UTF8Text(story.body),
                source: UTF8Text(story.source), language: UTF8Text(story.lang))
            let matched = !matcher.match(document).isEmpty
            let expected = held.label(story) == 1
            if matched != expected { print("\(held.topic): \(story.id) \(story.title)") }
            for group in ["all", story.lang] {
                figures[group, default: Figures()].count(matched: matched, expected: expected)
            }
        }
        for (group, figure) in figures.sorted(by: { $0.key < $1.key }) {
            print("\(held.topic) \(group): \(figure)")
            let bound = group == "all" ? held.least : 0.93
            #expect(figure.precision >= bound && figure.recall >= bound, "\(group)")
        }
        #expect(figures.count == 5)
    }
}
