// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct WordScannerTests {
    @Test(arguments: [
        ("Kono's talks, in Tokyo.", "kono TALKS in tokyo"),
        ("Oct. 3", "October 3"), ("on Tues", "on tuesday"),
        ("ＮＨＫ　ニュース", "NHKﾆｭｰｽ"), ("緊急", "緊 急"), ("国", "國"),
        ("see https://www.example.org/a?utm_source=x now", "see http://example.org/a now"),
        ("“quoted”—dash", "quoted dash"), ("북한, 발사", "북한 발사"), ("", "—"),
    ])
    func sameWords(a: String, b: String) {
        #expect(words(a).words == words(b).words)
    }

    @Test(arguments: [
        ("a b", "b a"), ("1.5", "15"), ("東京", "京都"), ("북한", "남한"),
        ("https://example.org/a", "https://example.org/b"), ("it's", "it"),
    ])
    func otherWords(a: String, b: String) {
        // `it's` is `it`: the only pair of equals.
        #expect((words(a).words == words(b).words) == (a == "it's"))
    }

    @Test func countsAndFlags() {
        let list = words("北朝鮮が 2 missiles 발사 in may")
        #expect(
            list.words.map(\.isCharacter) == [true, true, true, true]
                + [Bool](repeating: false, count: 5))
        #expect(
            list.words.map(\.isNumeral) == [
                false, false, false, false, true, false, false, false, true,
            ])
        #expect(
            list.words.map(\.isKey) == [
                false, false, false, false, false, true, true, false, false,
            ])
    }

    @Test(arguments: [
        ("One two. Three four\nfive", 3), ("北が発射。南は非難。", 2), ("It cost 1.5 million", 1),
        ("", 0), ("...", 0), ("Really? Yes! No", 3), ("end.", 1),
    ])
    func sentences(text: String, count: Int) {
        let list = words(text)
        #expect(list.sentenceEnds.count == count)
        #expect(list.sentenceEnds.last ?? 0 == list.words.count)
    }

    private func words(_ text: String) -> WordList {
        var scanner = WordScanner()
        return scanner.words(of: UTF8Text(text))
    }
}
