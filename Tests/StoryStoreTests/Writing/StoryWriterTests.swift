// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Synchronization
import SystemCalls
import Testing

@testable import StoryStore

@Suite struct StoryWriterTests {
    @Test func makesTheLayoutWithItsPermissions() throws {
        let store = TemporaryStore()
        let mask = umask(0o077)
        defer { umask(mask) }
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        var batch = StoryBatch(
            stories: [sampleStory(1)], sightings: [sampleSighting(of: 1)],
            revisions: [sampleRevision(of: 1)])
        _ = try writer.append(&batch, now: noon)
        #expect(store.text("FORMAT") == "feedwatch-store 1\n")
        #expect(store.text("lock") == "\(getpid())\n")
        #expect(
            store.names("")
                == ["FORMAT", "lock", "matches.log", "revisions", "sightings", "stories"])
        for kind in SegmentKind.allCases {
            #expect(store.lines("\(kind)/2026/11/2026-11-21.jsonl").count == 1)
            #expect(store.permissions("\(kind)/2026/11/2026-11-21.jsonl") == 0o640)
            #expect(store.permissions("\(kind)/2026/11") == 0o750)
            #expect(store.permissions("\(kind)") == 0o750)
        }
        #expect(store.permissions("matches.log") == 0o640)
        #expect(try store.damages().isEmpty)
    }

    @Test func oneWriteAndOneSyncForEachFile() throws {
        let store = TemporaryStore()
        let operations = Mutex<[FileOperation]>([])
        var writer = try StoryWriter.open(directory: store.path, announced: nil) { operation in
            operations.withLock { $0.append(operation) }
            return nil
        }
        try writer.store([sampleStory(1)])
        operations.withLock { $0 = [] }
        var batch = StoryBatch(
            stories: (2...9).map { sampleStory($0) }, sightings: [sampleSighting(of: 1)])
        _ = try writer.append(&batch, now: noon)
        let seen = operations.withLock { $0 }
        let sightings = "sightings/2026/11/2026-11-21.jsonl"
        let made = seen.firstIndex {
            if case .write = $0 { true } else { false }
        }
        // Names first, then the lines, then the syncs: nothing else behind the first write.
        guard let made, case .write(segment, let bytes) = seen[made],
            case .write(sightings, _) = seen[made + 1]
        else {
            Issue.record("\(seen)")
            return
        }
        #expect(bytes > 8 * 200)
        #expect(Array(seen[(made + 2)...]) == [.syncFile(segment), .syncFile(sightings)])
        #expect(seen[..<made].contains(.syncDirectory("sightings/2026/11")))
    }

    @Test func givesThePlacesOfItsStories() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        let first = try writer.store([sampleStory(1), sampleStory(2)])
        let second = try writer.store([sampleStory(3)], at: tomorrow)
        #expect(first[1].offset == first[0].end)
        #expect(second[0].offset == 0)
        #expect(second[0].day == tomorrow.day)
        for (number, location) in zip(1..., first + second) {
            #expect(try writer.read(location)?.id == sampleID(number))
            let packed = try #require(StoryLocation(packed: location.packed))
            #expect(try writer.read(packed)?.title == UTF8Text("Story \(number)"))
        }
        var wrong = first[0]
        wrong.offset += 1
        #expect(try writer.read(wrong) == nil)
    }

    @Test func theDayFollowsTheClockBackToo() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)], at: tomorrow)
        try writer.store([sampleStory(2)])
        try writer.store([sampleStory(3)], at: tomorrow)
        #expect(store.lines(segment).count == 1)
        #expect(store.lines("stories/2026/11/2026-11-22.jsonl").count == 2)
        #expect(store.announcedIDs() == [1, 2, 3].map(sampleID))
        #expect(try store.damages().isEmpty)
    }

    @Test func aSecondWriterIsRefusedWithTheFirstOnesProcess() throws {
        let store = TemporaryStore()
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        do {
            _ = try StoryWriter.open(directory: store.path, announced: nil)
            Issue.record("two writers")
        } catch {
            #expect(error.code == .inUse(processID: getpid()))
            #expect(error.exitStatus == 75)
            #expect(error.description.contains("\(getpid())"))
        }
        _ = writer.position
    }

    @Test func theLockIsFreeWhenTheWriterIsGone() throws {
        let store = TemporaryStore()
        for number in 1...3 {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.catchUp()
            try writer.store([sampleStory(number)])
        }
        #expect(try store.storyIDs() == [1, 2, 3].map(sampleID))
    }

    @Test func anotherFormatIsRefused() throws {
        let store = TemporaryStore()
        try store.write(Array("feedwatch-store 2\n".utf8), to: "FORMAT")
        do {
            _ = try StoryWriter.open(directory: store.path, announced: nil)
            Issue.record("opened")
        } catch {
            #expect(error.code == .unknownFormat)
        }
    }

    @Test func linksAndPipesInThePlaceOfFilesAreRefused() throws {
        for odd in ["link", "pipe", "directory link"] {
            let store = TemporaryStore()
            _ = try StoryWriter.open(directory: store.path, announced: nil)
            try store.write([], to: "elsewhere/file")
            switch odd {
            case "link":
                try store.write([], to: "stories/2026/11/x")
                symlink(store.file("elsewhere/file"), store.file(segment))
            case "pipe":
                try store.write([], to: "stories/2026/11/x")
                mkfifo(store.file(segment), 0o600)
            default: symlink(store.file("elsewhere"), store.file("stories"))
            }
            do {
                var writer = try StoryWriter.open(directory: store.path, announced: nil)
                try writer.store([sampleStory(1)])
                Issue.record("stored through a \(odd)")
            } catch {
                #expect(error.exitStatus == 74)
            }
            #expect(store.names("elsewhere") == ["file"])
            #expect(store.bytes("elsewhere/file").isEmpty)
        }
    }

    @Test func aSegmentThatIsRemovedOrReplacedIsMadeAnew() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        unlink(store.file(segment))
        try writer.store([sampleStory(2)])
        #expect(try store.storyIDs() == [sampleID(2)])
        try store.write(store.bytes(segment) + Array("half a line".utf8), to: segment)
        try writer.store([sampleStory(3)])
        #expect(try store.storyIDs() == [2, 3].map(sampleID))
        let kept = "damaged/stories-2026-11-21.jsonl@\(store.lines(segment)[0].utf8.count + 1)"
        #expect(store.text(kept) == "half a line")
        try FileManager.default.removeItem(atPath: store.file("stories"))
        try writer.store([sampleStory(4)])
        #expect(try store.storyIDs() == [sampleID(4)])
        #expect(writer.takeIncidents().filter { $0 == .replaced(file: segment) }.count == 3)
        #expect(writer.takeIncidents().isEmpty)
    }

    @Test func matchesLogIsOpenedAnewAfterItWasMoved() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        rename(store.file("matches.log"), store.file("matches.log.1"))
        try writer.store([sampleStory(2)])
        #expect(store.lines("matches.log.1").count == 2)
        try writer.reopenMatchesLog()
        try writer.store([sampleStory(3)])
        #expect(store.announcedIDs() == [sampleID(3)])
        // Removed without a word: made again.
        unlink(store.file("matches.log"))
        try writer.store([sampleStory(4)])
        #expect(store.announcedIDs() == [sampleID(4)])
    }

    @Test func anEmptyBatchTouchesNothing() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        var batch = StoryBatch()
        #expect(try writer.append(&batch, now: noon).isEmpty)
        try writer.announce([])
        #expect(store.names("") == ["FORMAT", "lock", "matches.log"])
    }

    /// What is somebody else's is not made a store; what a killed first start left is.
    @Test func onlyAnEmptyDirectoryBecomesAStore() throws {
        let store = TemporaryStore()
        try store.write(Array("mine".utf8), to: "letter.txt")
        do {
            _ = try StoryWriter.open(directory: store.path, announced: nil)
            Issue.record("made a store of somebody's directory")
        } catch {
            #expect(error.code == .foreign)
            #expect(error.exitStatus == 73)
        }
        #expect(store.names("") == ["letter.txt"])
        unlink(store.file("letter.txt"))
        try store.write(Array("12\n".utf8), to: "lock")
        try store.write(Array("feedw".utf8), to: "FORMAT.tmp")
        _ = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(store.text("FORMAT") == "feedwatch-store 1\n")
    }

    @Test(arguments: ["file", "file/below", "/dev/full/x"])
    func whatIsNoDirectoryIsSaidToBeNone(name: String) throws {
        let store = TemporaryStore()
        try store.write([], to: "file")
        let path = name.hasPrefix("/") ? name : store.file(name)
        do {
            _ = try StoryWriter.open(directory: path, announced: nil)
            Issue.record("made a store of a file")
        } catch {
            #expect(error.exitStatus == 73)
            #expect(error.description.hasSuffix("Not a directory"))
        }
        do {
            _ = try StoreReader(directory: store.file("file"))
            Issue.record("read a file as a store")
        } catch {
            #expect(error.exitStatus == 66)
            #expect(error.description.contains("not a directory"))
        }
    }

    @Test func makesMissingDirectoriesAbove() throws {
        let store = TemporaryStore()
        _ = try StoryWriter.open(directory: store.path + "/a/b", announced: nil)
        #expect(store.names("a/b").contains("FORMAT"))
    }

    /// The process ends between the first story of an older day, to which the clock stepped back,
    /// and its announcement.
    @Test(arguments: [true, false])
    func announcesTheFirstStoryOfAnOlderDay(keepsState: Bool) throws {
        let store = TemporaryStore()
        var position: StoryPosition?
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(1)], at: tomorrow)
            position = keepsState ? writer.position : nil
            var batch = StoryBatch(stories: [sampleStory(2)])
            _ = try writer.append(&batch, now: noon)
        }
        let writer = try StoryWriter.open(directory: store.path, announced: position)
        let day = noon.day
        // Without state nobody can tell it from a day whose part of matches.log was removed.
        #expect(writer.recovery.unannounced.map(\.day) == (keepsState ? [day] : []))
    }

    /// Where the state is lost and matches.log was rotated away, older days are not announced again.
    @Test func announcesNoDayBeforeTheLog() throws {
        let store = TemporaryStore()
        do {
            var writer = try StoryWriter.open(directory: store.path, announced: nil)
            try writer.store([sampleStory(1)])
            unlink(store.file("matches.log"))
            try writer.store([sampleStory(2)], at: tomorrow)
        }
        #expect(store.lines("matches.log").count == 1)
        let writer = try StoryWriter.open(directory: store.path, announced: nil)
        #expect(writer.recovery.unannounced.isEmpty)
        #expect(writer.position.marks.count == 2)
    }
}
