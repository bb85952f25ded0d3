// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Deduplication

@Suite struct PostingTableTests {
    /// Against a dictionary, with growth, expiry and slots taken again.
    @Test func findsWhatADictionaryFinds() {
        var generator = SplitMix(state: 3)
        var table = PostingTable()
        var model: [UInt32: [UInt32]] = [:]
        for ordinal in UInt32(1)..<600 {
            // Many rare anchors and a few common ones.
            let anchors = (0..<20).map { _ in UInt32.random(in: 1...40_000, using: &generator) }
            table.insert(anchors, ordinal: ordinal)
            for anchor in Set(anchors) { model[anchor, default: []].append(ordinal) }
            if ordinal % 100 == 99 { table.expire(before: ordinal - 80) }
        }
        for (anchor, ordinals) in model {
            let alive = ordinals.filter { $0 >= table.oldest }
            #expect(stories(table, anchor) == alive.sorted())
        }
        #expect(stories(table, 60_000) == [])
    }

    @Test func aCommonAnchorKeepsItsFirstStories() {
        var table = PostingTable()
        for ordinal in UInt32(1)..<100 { table.insert([7, 7], ordinal: ordinal) }
        #expect(stories(table, 7) == Array(1...8))
        table.expire(before: 50)
        table.insert([7], ordinal: 100)
        #expect(stories(table, 7) == [100])
    }

    private func stories(_ table: PostingTable, _ anchor: UInt32) -> [UInt32] {
        var found: [UInt32] = []
        table.stories(with: [anchor], into: &found)
        return found.sorted()
    }
}
