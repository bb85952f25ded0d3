// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import JSON
import StoryStore

/// A store on disk with a few stories, as a daemon leaves it.
final class SampleStore {
    let path: String
    private let files: TemporaryFiles
    private(set) var stories: [Story] = []

    /// A store of `count` stories, one every six hours from 2026-11-01T00:00:00Z on, in turn of
    /// `a.example` in English and of `news.b.example` in Japanese.
    init(count: Int) throws {
        files = try TemporaryFiles(["FORMAT": "feedwatch-store 1\n"])
        path = files.path
        for index in 0..<count { try append(Self.story(index)) }
    }

    static func story(_ index: Int) -> Story {
        let isJapanese = index % 2 == 1
        let host = isJapanese ? "news.b.example" : "a.example"
        var story = Story(
            id: StoryID(digest: [UInt8(index / 256), UInt8(index % 256)] + [UInt8](0..<8)),
            stored: Instant(seconds: 1_793_491_200 + Int64(index) * 21_600),
            feed: FeedReference(url: UTF8Text("https://\(host)/rss"), title: "Feed"))
        story.title = UTF8Text(isJapanese ? "拉致問題 \(index)" : "Abduction talks, \(index)")
        story.url = UTF8Text("https://\(host)/\(index)")
        story.source = UTF8Text(host)
        story.contentText = "=1+1 of the families\u{1B}[31m, \"quoted\"\nand more"
        story.language = isJapanese ? "ja" : "en-GB"
        story.tags = ["tag|one"]
        story.topics = [
            TopicVerdict(
                name: isJapanese ? "abductions" : "talks", score: 1,
                matches: [TermMatch(term: "families", field: .body, start: 12, end: 20)])
        ]
        return story
    }

    func append(_ story: Story) throws {
        try append(record: story)
        stories.append(story)
    }

    func append(record: some StoredRecord) throws {
        var json = JSONWriter()
        record.writeLine(to: &json)
        let day = record.recorded.rfc3339().prefix(10)
        let kind = type(of: record).kind.rawValue
        let directory = "\(path)/\(kind)/\(day.prefix(4))/\(day.dropFirst(5).prefix(2))"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        try append(bytes: json.bytes, to: "\(directory)/\(day).jsonl")
    }

    /// Appends bytes to a file of the store.
    func append(bytes: [UInt8], to file: String) throws {
        let previous = FileManager.default.contents(atPath: file) ?? Data()
        try (previous + Data(bytes)).write(to: URL(filePath: file))
    }

    func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(["--store", path] + arguments, environment: environment)
    }
}

extension SampleStore {
    /// Runs the program with its output on a device that is always full.
    func runToFullDevice(_ arguments: String...) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(
            ["--store", path] + arguments,
            output: FileHandle(forWritingTo: URL(filePath: "/dev/full")))
    }
}

extension BuiltProgram.Outcome {
    /// The lines of the output.
    var lines: [Substring] {
        output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// The lines of the output as JSON objects.
    func objects() throws -> [[String: Any]] {
        try lines.map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }
}
