// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import StoryStore

/// What `docs/reading-a-store.md` shows works.
@Suite(.timeLimit(.minutes(1))) struct ReadingExampleTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    private static let page = here.appending(path: "../../../docs/reading-a-store.md").standardized

    /// The code of a language on the page.
    private func code(_ language: String) throws -> String {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let parts = text.components(separatedBy: "```\(language)\n")
        try #require(parts.count == 2)
        return try #require(parts[1].components(separatedBy: "```").first)
    }

    private func store(_ writer: inout StoryWriter, _ numbers: Range<Int>) throws {
        for number in numbers {
            try writer.store([sampleStory(number)], at: noon + .seconds(43_200 * number))
        }
    }

    @Test func theSwiftOnThePageIsWhatIsCompiledHere() throws {
        let source = try String(
            contentsOf: Self.here.appending(path: "ReadingExample.swift"), encoding: .utf8)
        #expect(try source.hasSuffix(code("swift")))
    }

    @Test func theFollowerOnThePageTakesEachOnce() throws {
        let place = TemporaryStore()
        var writer = try StoryWriter.open(directory: place.path, announced: nil)
        try store(&writer, 0..<5)
        try printWeek(of: place.path, until: noon)
        var (lines, position) = ([[UInt8]](), StoryPosition.start)
        for end in [2, 5, 7] {
            if end == 7 { try store(&writer, 5..<7) }
            try follow(place.path, from: position) { line, behind in
                lines.append(line)
                position = behind
                return lines.count < end
            }
        }
        let ids = lines.compactMap { line in
            line.withUnsafeBufferPointer { LinePrefix.id(of: $0, kind: .stories) }
        }
        #expect(ids == (0..<7).map(sampleID))
    }

    @Test func theSearchOnThePageFindsTheNewestFirst() throws {
        let place = TemporaryStore()
        var writer = try StoryWriter.open(directory: place.path, announced: nil)
        try store(&writer, 0..<5)
        var found: [StoryID] = []
        try search(place.path, for: "story AND 日本") {
            found.append($0.id)
            return found.count < 2
        }
        #expect(found == [4, 3].map(sampleID))
        #expect(throws: (any Error).self) { try search(place.path, for: "(") { _ in true } }
    }

    @Test func thePythonOnThePageGoesOnWhereItStopped() throws {
        let place = TemporaryStore()
        var writer = try StoryWriter.open(directory: place.path, announced: nil)
        try store(&writer, 0..<5)
        try StoreMaintenance(directory: place.path).compress(before: tomorrow.day) { _ in true }
        try Data(code("python").utf8).write(to: URL(filePath: place.base + "/read.py"))
        let first = try python(place, [])
        #expect(first.map { $0[2] } == (0..<5).map { sampleID($0).description })
        let last = try #require(first.last)
        #expect(try python(place, [last[0], last[1]]).isEmpty)
        try store(&writer, 5..<7)
        let more = try python(place, [last[0], last[1]])
        #expect(more.map { $0[2] } == [5, 6].map { sampleID($0).description })
        let again = try python(place, [first[0][0], first[0][1]])
        #expect(again.count == 6)
    }

    /// The lines that the program on the page prints, cut at their tabs.
    private func python(_ place: TemporaryStore, _ arguments: [String]) throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", place.base + "/read.py", place.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { $0.components(separatedBy: "\t") }
    }
}
