// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct RecurringSentencesTests {
    static let tail = "Sign up for our newsletter to get the stories that matter."

    @Test func whatThreeStoriesOfAFeedHaveIsLeftOut() {
        var sentences = RecurringSentences()
        for text in ["The ferry sailed at noon.", "A museum bought a sketch.", "Snow fell."] {
            #expect(kept(sentences, "Rain fell. \(Self.tail)", feed: 1) == 13)
            sentences.learn(words("\(text) \(Self.tail)"), feed: 1)
        }
        #expect(kept(sentences, "Rain fell. \(Self.tail)", feed: 1) == 2)
        #expect(kept(sentences, "Rain fell. \(Self.tail)", feed: 2) == 13)
    }

    @Test func shortSentencesAlwaysCount() {
        var sentences = RecurringSentences()
        for _ in 0..<9 { sentences.learn(words("He said so."), feed: 1) }
        #expect(kept(sentences, "He said so.", feed: 1) == 3)
    }

    @Test func countsLastForTwoTurns() {
        var sentences = RecurringSentences()
        for _ in 0..<300 { sentences.learn(words(Self.tail), feed: 1) }
        sentences.turn()
        #expect(kept(sentences, Self.tail, feed: 1) == 0)
        sentences.turn()
        #expect(kept(sentences, Self.tail, feed: 1) == 11)
    }

    @Test func keepsApartThousands() {
        var sentences = RecurringSentences()
        for number in 0..<5000 {
            sentences.learn(words("This is sentence number \(number) of many."), feed: 1)
        }
        for number in 0..<5000 {
            #expect(kept(sentences, "This is sentence number \(number) of many.", feed: 1) == 7)
        }
    }

    /// A feed that never says anything twice does not fill the memory, and what recurs now is
    /// learnt all the same.
    @Test func noMoreThanSoManyAreCounted() {
        var sentences = RecurringSentences(capacity: 100)
        for _ in 0..<3 { sentences.learn(words(Self.tail), feed: 1) }
        for number in 0..<99 {
            sentences.learn(words("This is sentence number \(number) of many."), feed: 1)
        }
        #expect(kept(sentences, Self.tail, feed: 1) == 0)
        for number in 100..<1000 {
            sentences.learn(words("This is sentence number \(number) of many."), feed: 1)
        }
        #expect(kept(sentences, Self.tail, feed: 1) == 11)
        for _ in 0..<3 { sentences.learn(words(Self.tail), feed: 1) }
        #expect(kept(sentences, Self.tail, feed: 1) == 0)
    }

    /// One before the turn and two after it are three.
    @Test func storiesOfBothHalvesCountTogether() {
        var sentences = RecurringSentences()
        sentences.learn(words(Self.tail), feed: 1)
        sentences.turn()
        sentences.learn(words(Self.tail), feed: 1)
        #expect(kept(sentences, Self.tail, feed: 1) == 11)
        sentences.learn(words(Self.tail), feed: 1)
        #expect(kept(sentences, Self.tail, feed: 1) == 0)
    }

    private func kept(_ sentences: RecurringSentences, _ text: String, feed: UInt64) -> Int {
        sentences.removed(from: words(text), feed: feed).count
    }

    private func words(_ text: String) -> WordList {
        var scanner = WordScanner()
        return scanner.words(of: UTF8Text(text))
    }
}
