// SPDX-License-Identifier: Apache-2.0

import Randomness
import Testing

@testable import Deduplication

@Suite struct BoundedMapTests {
    @Test func whatWasSetLongestAgoIsForgotten() {
        var map = BoundedMap<Int, String>(capacity: 3)
        for key in 1...3 { map.set(key, "\(key)") }
        #expect(map.set(4, "4").evicted?.key == 1)
        #expect(map.count == 3)
        #expect(map[1] == nil)
        #expect(map[2] == "2")
    }

    @Test func whatIsSetAgainIsTheLatest() {
        var map = BoundedMap<Int, String>(capacity: 3)
        for key in 1...3 { map.set(key, "\(key)") }
        map.set(1, "one")
        map.set(4, "4")
        #expect(map[1] == "one")
        #expect(map[2] == nil)
        map.set(5, "5")
        #expect(map[3] == nil)
        #expect(map[1] == "one")
        map.set(6, "6")
        #expect(map[1] == nil)
        #expect(map.count == 3)
    }

    /// Against a list of what was set, cut to its last entries; every other batch is taken back.
    @Test(arguments: [1, 2, 7, 64]) func batchesAreTakenBackWhole(_ capacity: Int) {
        var random = SplitMix64(seed: UInt64(capacity))
        var map = BoundedMap<Int, Int>(capacity: capacity)
        var log: [(key: Int, value: Int)] = []
        for batch in 0..<200 {
            var changes: [BoundedMap<Int, Int>.Change] = []
            for _ in 0..<Int(random.next() % 20) {
                let key = Int(random.next() % 50)
                changes.append(map.set(key, batch))
                if batch % 2 == 0 { log.append((key, batch)) }
            }
            if batch % 2 == 1 { for change in changes.reversed() { map.undo(change) } }
            let latest = log.suffix(capacity)
            let expected = Dictionary(latest.map { ($0.key, $0.value) }) { $1 }
            #expect(map.count == expected.count)
            for key in 0..<50 { #expect(map[key] == expected[key]) }
        }
    }
}
