// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Settings
import Testing
import TopicMatching

/// The stories of `seeds/` match the shipped topics, the near misses do not.
@Suite struct SeedTests {
    @Test(arguments: ShippedTopics.examples)
    func example(_ example: ShippedTopics.Example) throws {
        let story = try TextDocument.load(example.path)
        var matcher = TopicMatcher(try ShippedTopics.set(example.topic))
        let verdicts = matcher.match(
            MatchDocument(
                title: UTF8Text(story.title), body: UTF8Text(story.body),
                language: UTF8Text(story.language)))
        let terms = verdicts.first?.matches.map(\.term) ?? []
        #expect(verdicts.isEmpty != example.matches, "\(terms)")
    }

    @Test("There are stories and near misses in every language", arguments: ShippedTopics.names)
    func languages(topic: String) throws {
        let examples = try ShippedTopics.load(topic).examples
        #expect(examples.match.count >= 9 && examples.ignore.count >= examples.match.count)
        for paths in [examples.match, examples.ignore] {
            let languages = try paths.map { try TextDocument.load($0).language.prefix(2) }
            #expect(Set(languages) == ["en", "ja", "ko", "zh"])
        }
    }

    /// The one topic holds all of the other: what is added to it there is added here.
    @Test func theQueryOfTheAbductionsIsPartOfTheOther() throws {
        func query(_ name: String) throws -> Substring {
            let definition = try ShippedTopics.load(name).definition
            guard case .query(let query) = definition.criteria else { return "" }
            return query[...].drop { $0.isWhitespace }
        }
        let abductions = try query("japan-dprk-abductions")
        #expect(abductions.count > 1000)
        #expect(try query("japan-dprk-diplomacy").contains(abductions))
    }

    @Test("Every story says where it comes from", arguments: ShippedTopics.examples)
    func frontMatter(_ example: ShippedTopics.Example) throws {
        let story = try TextDocument.load(example.path)
        #expect(!story.title.isEmpty && !story.outlet.isEmpty && !story.facts.isEmpty)
        #expect(Instant(rfc3339: "\(story.date)T00:00:00Z") != nil)
        #expect(story.body.hasPrefix("\n"))
    }
}
