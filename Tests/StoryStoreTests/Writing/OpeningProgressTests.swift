// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

/// Where neither state nor matches.log say what was announced, every line is looked at, which may
/// take long: it is told of, and may be ended.
@Suite struct OpeningProgressTests {
    private let store = TemporaryStore()

    init() throws {
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        for day in 0..<3 {
            var batch = StoryBatch(stories: (1...4).map { sampleStory(4 * day + $0) })
            _ = try writer.append(&batch, now: noon + .seconds(86_400 * day))
        }
    }

    @Test func linesAreCounted() throws {
        var told: [Int] = []
        let writer = try StoryWriter.open(directory: store.path, announced: nil) {
            told.append($0)
            return true
        }
        #expect(writer.recovery.unannounced.count == 12)
        #expect(told == told.sorted())
        #expect(told.last == 12)
    }

    @Test(arguments: [0, 1, 4, 8])
    func mayBeEndedAndBegunAgain(lines: Int) throws {
        do {
            _ = try StoryWriter.open(directory: store.path, announced: nil) { $0 < lines }
            Issue.record("opened")
        } catch {
            #expect(error.code == .interrupted)
        }
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.catchUp()
        #expect(store.announcedIDs().count == 12)
    }

    @Test func whatIsGoneWasAnnouncedAlready() throws {
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.catchUp()
        _ = consume writer
        let lines = store.lines(segment)
        try store.write(Array((lines.dropLast().joined(separator: "\n") + "\n").utf8), to: segment)
        writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.rememberLost()
        try writer.store([sampleStory(4), sampleStory(99)], at: tomorrow)
        #expect(store.announcedIDs().count == 13)
    }
}
