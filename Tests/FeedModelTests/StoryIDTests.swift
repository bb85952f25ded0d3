// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@Suite struct StoryIDTests {
    @Test func writesTheFirstEightyBits() {
        #expect(StoryID(digest: [UInt8](repeating: 0, count: 32)).description == "0000000000000000")
        #expect(
            StoryID(digest: [UInt8](repeating: 255, count: 10)).description == "zzzzzzzzzzzzzzzz")
        let counted = StoryID(digest: (1...10).map { UInt8($0) })
        #expect(counted.description == "041061050r3gg28a")
    }

    @Test func roundTrips() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let id = StoryID(
                digest: (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) })
            #expect(StoryID(id.description) == id)
        }
    }

    @Test(arguments: [
        "", "041061050r3gg28", "041061050r3gg28aa", "041061050R3GG28A", "oooooooooooooooo",
    ])
    func refusesWhatIsNone(text: String) {
        #expect(StoryID(text) == nil)
    }

    @Test func ordersAsItsText() {
        let ids = (0..<200).map { n in
            StoryID(digest: (0..<10).map { UInt8(truncatingIfNeeded: n &* 37 &+ $0 &* 101) })
        }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }
}
