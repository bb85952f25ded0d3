// SPDX-License-Identifier: Apache-2.0

import Randomness
import Testing

@testable import Deduplication

@Suite struct PostingTableTests {
    /// Against a dictionary, with growth, expiry, slots taken again, and stories taken back.
    @Test func findsWhatADictionaryFinds() {
        var generator = SplitMix64(seed: 3)
        var table = PostingTable()
        var model: [UInt32: [UInt32]] = [:]
        for ordinal in UInt32(1)..<2000 {
            // Many rare tags and a few common ones.
            let tags = (0..<20).map { _ in UInt32.random(in: 1...40_000, using: &generator) }
            table.insert(tags, ordinal: ordinal)
            if ordinal % 50 == 49 {
                table.remove(from: ordinal)
                continue
            }
            for tag in Set(tags) where alive(model[tag], table).count < PostingTable.limit {
                model[tag, default: []].append(ordinal)
            }
            if ordinal % 100 == 98 { table.expire(before: ordinal - 80) }
        }
        for (tag, ordinals) in model { #expect(stories(table, tag) == alive(ordinals, table)) }
        #expect(stories(table, 60_000) == [])
        // All at once, as texts are looked up.
        var found: [UInt32] = []
        table.stories(with: Array(model.keys), into: &found)
        #expect(found.sorted() == model.values.flatMap { alive($0, table) }.sorted())
    }

    private func alive(_ ordinals: [UInt32]?, _ table: PostingTable) -> [UInt32] {
        (ordinals ?? []).filter { $0 >= table.oldest }
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
        table.stories(with: anchor, into: &found)
        return found.sorted()
    }
}
