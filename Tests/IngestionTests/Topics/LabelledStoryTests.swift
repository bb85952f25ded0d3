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
    struct Figures {
        var found = 0
        var wrong = 0
        var missed = 0

        var precision: Double { Double(found) / Double(max(found + wrong, 1)) }
        var recall: Double { Double(found) / Double(max(found + missed, 1)) }
    }

    static let corpus = ShippedTopics.root
        .appendingPathComponent("../shared/corpora/stories/topics-open.jsonl")
    static let isThere = FileManager.default.fileExists(atPath: corpus.path)

    @Test(
        "Precision and recall", .enabled(if: isThere, "the labelled stories are not here"),
        arguments: [
            ("japan-dprk-abductions", \Story.abduction, 0.97),
            ("japan-dprk-diplomacy", \Story.diplomacy, 0.95),
        ] as [(String, any KeyPath<Story, Int> & Sendable, Double)])
    func figures(
        topic: String, label: any KeyPath<Story, Int> & Sendable, least: Double
    ) throws {
        let lines = try String(contentsOf: Self.corpus, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 200)
        var matcher = TopicMatcher(try ShippedTopics.set(topic))
        var figures: [String: Figures] = [:]
        for line in lines {
            let story = try JSONDecoder().decode(Story.self, from: Data(line.utf8))
            let document = MatchDocument(
                title: UTF8Text(story.title), body: UTF8Text(story.body),
                source: UTF8Text(story.source), language: UTF8Text(story.lang))
            let matched = !matcher.match(document).isEmpty
            let expected = story[keyPath: label] == 1
            if matched != expected { print("\(topic): \(story.id) \(story.title)") }
            for group in ["all", story.lang] {
                if matched && expected { figures[group, default: Figures()].found += 1 }
                if matched && !expected { figures[group, default: Figures()].wrong += 1 }
                if !matched && expected { figures[group, default: Figures()].missed += 1 }
            }
        }
        for (group, figure) in figures.sorted(by: { $0.key < $1.key }) {
            print("\(topic) \(group): precision \(figure.precision), recall \(figure.recall)")
            let bound = group == "all" ? least : 0.93
            #expect(figure.precision >= bound && figure.recall >= bound, "\(group)")
        }
        #expect(figures.count == 5)
    }
}
