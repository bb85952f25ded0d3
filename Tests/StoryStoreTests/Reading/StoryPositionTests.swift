// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

@Suite struct StoryPositionTests {
    private func place(_ day: Int, _ offset: Int64) -> StoryLocation {
        StoryLocation(
            kind: .stories, day: CivilDay(daysSinceEpoch: 20_000 + day), offset: offset, length: 10)
    }

    @Test func knowsWhatWasTaken() {
        var position = StoryPosition.start
        #expect(!position.covers(place(0, 0)))
        position.advance(past: place(5, 100), story: sampleID(1))
        #expect(position.covers(place(5, 100)))
        #expect(!position.covers(place(5, 110)))
        #expect(!position.covers(place(6, 0)))
        // As many days as are kept are not known yet: a day that none of them is has never been seen.
        #expect(!position.covers(place(4, 1_000_000)))
        // The clock stepped back: the older day is followed too.
        position.advance(past: place(5, 110), story: sampleID(2))
        position.advance(past: place(7, 0), story: sampleID(3))
        position.advance(past: place(5, 120), story: sampleID(4))
        #expect(!position.covers(place(5, 130)))
        #expect(!position.covers(place(6, 0)))
        #expect(position.covers(place(7, 0)))
        #expect(position.marks.count == 2)
    }

    @Test func isBounded() {
        var position = StoryPosition.start
        for day in 0..<100 { position.advance(past: place(day, 0), story: sampleID(day)) }
        #expect(position.marks.count == 8)
        #expect(position.covers(place(50, 999)))
        #expect(!position.covers(place(99, 10)))
    }

    @Test func readsBackFromItsText() {
        var position = StoryPosition.start
        #expect(StoryPosition(text: position.text) == position)
        position.advance(past: place(5, 100), story: sampleID(1))
        position.advance(past: place(6, 0), story: sampleID(2))
        position.set(StoryPosition.Mark(day: place(7, 0).day, end: 0, last: nil))
        #expect(StoryPosition(text: position.text) == position)
        #expect(!position.text.contains("\n"))
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"v":2,"marks":[]}"#, #"{"v":1}"#, #"{"v":1,"marks":[["2026-11-21"]]}"#,
        #"{"v":1,"marks":[["2026-11-31",3]]}"#, #"{"v":1,"marks":[["2026-11-21",-3]]}"#,
        #"{"v":1,"marks":[["2026-11-21",3,"x"]]}"#,
    ])
    func refusesOtherTexts(text: String) {
        #expect(StoryPosition(text: text) == nil)
    }
}
