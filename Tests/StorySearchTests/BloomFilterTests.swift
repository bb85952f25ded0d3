// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import StorySearch

@Suite struct BloomFilterTests {
    private func keys(_ range: Range<Int>) -> [TermKey] {
        range.map { TermKey(.word, "word\($0)".utf8) }
    }

    /// A filter that says of everything that it may be there would be right as well, and no use.
    @Test(arguments: [1, 30, 1000, 20_000]) func saysNoOfWhatIsNotThere(count: Int) {
        let filter = BloomFilter(Set(keys(0..<count)))
        #expect(keys(0..<count).allSatisfy(filter.mayHold))
        // One in forty is expected where it is full.
        let wrong = keys(count..<count + 10_000).count(where: filter.mayHold)
        #expect(wrong < 500, "\(wrong) of 10,000")
    }

    @Test func anEmptyOneKnowsNothing() {
        #expect(keys(0..<10).allSatisfy(BloomFilter(words: []).mayHold))
    }
}
