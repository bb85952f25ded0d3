// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import StoryStore

/// Segments that are not what the last process left.
@Suite struct TailTests {
    /// Three stories, announced; the first day's segment and matches.log as bytes.
    private struct Written {
        let stories: [UInt8]
        let log: [UInt8]
        let ends: [Int]
        let position: StoryPosition

        init() throws {
            let store = TemporaryStore()
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([1, 2, 3].map { sampleStory($0) })
            position = writer.position
            let bytes = store.bytes(segment)
            stories = bytes
            log = store.bytes("matches.log")
            ends = bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
        }
    }

    /// What is cut off is kept; the stories before the cut stay, the others are stored again, and
    /// nothing is announced twice.
    @Test(arguments: [true, false]) func theSegmentCutAtEveryByte(keepsState: Bool) throws {
        let written = try Written()
        for length in 0...written.stories.count {
            let store = TemporaryStore()
            try store.write(Array(written.stories[..<length]), to: segment)
            try store.write(written.log, to: "matches.log")
            var writer = try StoryWriter.open(
                directory: store.path, announced: keepsState ? written.position : nil)
            let whole = written.ends.filter { $0 <= length }
            #expect(store.bytes(segment) == Array(written.stories[..<(whole.last ?? 0)]))
            let tail = Array(written.stories[(whole.last ?? 0)..<length])
            if tail.isEmpty {
                #expect(writer.recovery.incidents.isEmpty)
            } else {
                let name = "damaged/stories-2026-11-21.jsonl@\(whole.last ?? 0)"
                #expect(store.bytes(name) == tail)
                #expect(
                    writer.recovery.incidents == [
                        .cut(
                            SetAside(
                                file: segment, offset: Int64(whole.last ?? 0),
                                bytes: Int64(tail.count), keptAs: name))
                    ])
            }
            #expect(writer.recovery.unannounced.isEmpty)
            try writer.catchUp()
            let lost = ((whole.count + 1)..<4).map { sampleStory($0) }
            if !lost.isEmpty { try writer.store(lost) }
            #expect(try store.storyIDs() == [1, 2, 3].map(sampleID))
            #expect(store.announcedIDs() == [1, 2, 3].map(sampleID), "cut at \(length)")
        }
    }

    /// Bytes behind the last announced line belong to nobody: cut at the first bad line, even when
    /// the last one is good.
    @Test func anUnfinishedBatchIsCutAtItsFirstBadLine() throws {
        let written = try Written()
        let store = TemporaryStore()
        let first = written.ends[0]
        var bytes = written.stories
        bytes[written.ends[0] + 20] ^= 1
        try store.write(bytes, to: segment)
        try store.write(Array(written.log[...written.log.firstIndex(of: 10)!]), to: "matches.log")
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(store.bytes(segment) == Array(written.stories[..<first]))
        #expect(store.bytes("damaged/stories-2026-11-21.jsonl@\(first)") == Array(bytes[first...]))
        #expect(writer.recovery.unannounced.isEmpty)
    }

    /// A line that was announced is damage, and is left alone.
    @Test(arguments: [true, false]) func announcedLinesAreNotTouched(keepsState: Bool) throws {
        let written = try Written()
        for line in 0..<3 {
            let store = TemporaryStore()
            var bytes = written.stories
            let start = line == 0 ? 0 : written.ends[line - 1]
            bytes[start + 40] ^= 4
            try store.write(bytes, to: segment)
            try store.write(written.log, to: "matches.log")
            let writer = try StoryWriter.open(
                directory: store.path, announced: keepsState ? written.position : nil)
            #expect(store.bytes(segment) == bytes)
            #expect(writer.recovery.unannounced.isEmpty)
            #expect(!store.exists("damaged"))
            #expect(
                try store.damages() == [
                    Damage(
                        file: segment, line: line + 1, byte: Int64(start),
                        what: "checksum does not match")
                ])
        }
    }

    /// Nothing says what was announced: only a bad last line is cut, and the rest is announced.
    @Test func withoutAnyRecordOnlyTheLastLineIsCut() throws {
        let written = try Written()
        let store = TemporaryStore()
        var bytes = written.stories
        bytes[written.ends[0] + 20] ^= 1
        bytes[written.ends[1] + 20] ^= 1
        try store.write(bytes, to: segment)
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(store.bytes(segment) == Array(bytes[..<written.ends[1]]))
        #expect(writer.recovery.unannounced.map(\.offset) == [0])
        try writer.catchUp()
        #expect(store.announcedIDs() == [sampleID(1)])
    }

    @Test func sightingsAndRevisionsLoseOnlyABadLastLine() throws {
        let store = TemporaryStore()
        let name = "sightings/2026/11/2026-11-21.jsonl"
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            var batch = StoryBatch(sightings: (1...3).map { sampleSighting(of: $0) })
            _ = try writer.append(&batch, now: noon)
        }
        var bytes = store.bytes(name)
        let ends = bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
        bytes[20] ^= 1
        bytes[ends[1] + 20] ^= 1
        try store.write(bytes, to: name)
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(store.bytes(name) == Array(bytes[..<ends[1]]))
        #expect(writer.recovery.incidents.count == 1)
        #expect(try store.damages().map(\.line) == [1])
    }

    /// matches.log cut at every byte: what is missing is added, what is half there goes first.
    @Test(arguments: [true, false]) func theLogCutAtEveryByte(keepsState: Bool) throws {
        let written = try Written()
        for length in 1..<written.log.count {
            let store = TemporaryStore()
            try store.write(written.stories, to: segment)
            try store.write(Array(written.log[..<length]), to: "matches.log")
            // The state was saved after the first line only.
            let saved = StoryPosition(marks: [
                StoryPosition.Mark(
                    day: noon.day, end: Int64(written.ends[0]), last: sampleID(1))
            ])
            let firstLine = written.log.firstIndex(of: 10)! + 1
            var writer = try StoryWriter.open(
                directory: store.path, announced: keepsState && length >= firstLine ? saved : nil)
            try writer.catchUp()
            #expect(store.bytes("matches.log") == written.log, "cut at \(length)")
            #expect(store.bytes(segment) == written.stories)
        }
    }

    @Test func whatARotatedLogHasIsNotAnnouncedAgain() throws {
        let written = try Written()
        for name in ["matches.log.1", "matches.log-20261121"] {
            let store = TemporaryStore()
            try store.write(written.stories, to: segment)
            try store.write(written.log, to: name)
            let writer = try StoryWriter.open(directory: store.path, announced: nil)
            #expect(writer.recovery.unannounced.isEmpty)
            #expect(writer.position == written.position)
        }
    }

    /// Days before and after the one that was announced last, as a clock that stepped leaves them.
    @Test func unannouncedStoriesOfEveryDayAreFound() throws {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(1)])
            try writer.store([sampleStory(2)], at: tomorrow)
            var batch = StoryBatch(stories: [sampleStory(3)])
            _ = try writer.append(&batch, now: noon + .seconds(9))
            batch = StoryBatch(stories: [sampleStory(4)])
            _ = try writer.append(&batch, now: tomorrow + .seconds(86_400))
        }
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(writer.recovery.unannounced.count == 2)
        try writer.catchUp()
        #expect(store.announcedIDs() == [1, 2, 3, 4].map(sampleID))
        let saved = writer.position
        _ = consume writer
        let next = try StoryWriter.open(directory: store.path, announced: saved)
        #expect(next.recovery == Recovery())
        #expect(next.position == saved)
    }

    @Test func foreignFilesAreLeftAlone() throws {
        let store = TemporaryStore()
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        let foreign = [
            "notes.txt", "stories/readme", "stories/2026/11/2026-11-21.jsonl.bak",
            "stories/2026/11/.2026-11-21.jsonl.swp", "stories/2026/13/2026-13-01.jsonl",
            "stories/2026/11/2026-11-31.jsonl", "stories/2026/11/2026-12-01.jsonl",
        ]
        for name in foreign { try store.write(Array("half a line".utf8), to: name) }
        // Not a directory where a year would be.
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        #expect(writer.recovery.incidents.isEmpty)
        #expect(try store.storyIDs() == [sampleID(1)])
        #expect(try store.damages().isEmpty)
        for name in foreign { #expect(store.text(name) == "half a line") }
    }

    @Test func aFormatFileThatIsGoneIsWrittenAgain() throws {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(1)])
        }
        try FileManager.default.removeItem(atPath: store.file("FORMAT"))
        #expect(try store.storyIDs() == [sampleID(1)])
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(store.text("FORMAT") == "feedwatch-store 1\n")
    }
}
