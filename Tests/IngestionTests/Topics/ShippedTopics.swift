// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Settings
import Testing
import TopicMatching

/// The topics of `Config/topics` and what they are held to.
enum ShippedTopics {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let names = ["japan-dprk-abductions", "japan-dprk-diplomacy"]

    static func load(_ name: String) throws -> TopicFile {
        let (topic, problems) = loadTopicFile(
            root.appendingPathComponent("Config/topics/\(name).yaml").path)
        #expect(problems.isEmpty, "\(problems)")
        return try #require(topic)
    }

    static func set(_ name: String) throws -> TopicSet {
        try #require(sets[name], "\(name) has an error")
    }

    /// Each topic compiled, once for all tests.
    private static let sets = Dictionary(
        uniqueKeysWithValues: names.compactMap { name in
            (try? TopicSet([load(name).definition])).map { (name, $0) }
        })

    /// Every example of every topic, and whether it has to match.
    static let examples: [Example] = names.flatMap { name -> [Example] in
        guard let examples = try? load(name).examples else { return [] }
        return examples.match.map { Example(topic: name, path: $0, matches: true) }
            + examples.ignore.map { Example(topic: name, path: $0, matches: false) }
    }

    struct Example: CustomTestStringConvertible {
        var topic: String
        var path: String
        var matches: Bool

        var testDescription: String { "\(topic): \((path as NSString).lastPathComponent)" }
    }
}
