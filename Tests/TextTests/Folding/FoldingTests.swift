// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing
import Text

@Suite struct FoldingTests {
    /// The rules of QUERY.md section 2, each with the traps around it.
    @Test(arguments: [
        // Ignorable characters go.
        ("abduc\u{AD}tion", "abduction"), ("\u{FEFF}a\u{200B}b\u{2060}c", "abc"),
        ("葛\u{E0100}西", "葛西"), ("\u{202E}x\u{202C}", "x"), ("\u{3164}\u{115F}\u{FFA0}", ""),
        // NFKC.
        ("Ｋｏｒｅａ　１７", "korea 17"), ("ｶﾞﾊﾟｰ", "ガパー"), ("か\u{3099}", "が"), ("ﬃ㈱①", "ffi(株)1"),
        ("\u{1112}\u{1161}\u{11AB}", "한"), ("ㅂㅜㅋ", "부ᄏ"), ("가\u{11A8}", "각"), ("神", "神"),
        // Case.
        ("STRASSE Straße ẞ", "strasse strasse ss"), ("İıIi", "iıii"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ꭰ", "Ꭰ"), ("𝕬𝖇", "ab"), ("Ǆ", "dz"), ("ŉ", "'n"),
        // Marks go after Latin, Greek and Cyrillic only.
        ("Kōno Pyŏngyang Hiền", "kono pyongyang hien"), ("e\u{301}\u{323}", "e"),
        ("Ёлкай", "елкаи"),
        ("がぎ", "がぎ"), ("か\u{301}", "か\u{301}"), ("3\u{301}", "3\u{301}"), ("नि", "नि"),
        ("ᾳ", "αι"), ("ø đ ł", "ø đ ł"),
        // One apostrophe, one hyphen; the long vowel mark is a letter.
        ("‘’‛ʼʹ′`´＇", "'''''''''"), ("‐‑‒–—―−﹘﹣⸺⸻－", "------------"), ("コーノ", "コーノ"),
        ("Wade`s", "wade's"), ("`12345678`", "'12345678'"),
        // Nothing else is folded.
        ("ァアぁあ", "ァアぁあ"), ("\u{0}a\u{1F}", "\u{0}a\u{1F}"), ("🚀e\u{301}", "🚀e"),
    ])
    func folds(_ text: String, to expected: String) {
        #expect(fold(text, foldsHan: true) == expected)
    }

    @Test(arguments: [
        ("朝鲜", "朝鮮"), ("綁架", "绑架"), ("韓國", "韩国"), ("沢", "澤"), ("𧹒", "买"), ("𠀾", "𠁞"),
    ])
    func hanVariantsAreOneIfAsked(_ a: String, _ b: String) {
        #expect(fold(a, foldsHan: true) == fold(b, foldsHan: true))
        #expect(fold(a, foldsHan: false) == a)
    }

    /// ASCII is folded eight bytes at a time: every place of every byte in and across blocks.
    @Test func everyASCIICharacterFoldsInEveryPlace() {
        for byte in UInt8(0)..<0x80 {
            let character = String(Character(Unicode.Scalar(byte)))
            let expected = byte == 0x60 ? "'" : character.lowercased()
            for before in 0..<17 {
                let padding = String(repeating: "Z", count: before)
                let folded = fold(padding + character + "Qé\(character)", foldsHan: false)
                #expect(folded == padding.lowercased() + expected + "qe" + expected)
            }
        }
    }

    /// The table that texts are folded by is what utf8proc makes of each character, for most of
    /// which it is not asked.
    @Test(arguments: [false, true])
    func theTableSaysWhatTheRulesSay(foldsHan: Bool) {
        var folds = ScalarFolds(foldsHan: foldsHan)
        for (scalar, folded) in folds.plane.enumerated() where folded != 0 {
            let fold = folds.fold(of: UInt32(scalar))
            // An expectation for each of 65,536 would take longer than all of this.
            if fold != .one(UInt32(folded)) {
                Issue.record("U+\(String(scalar, radix: 16)): \(folded) in the table, \(fold)")
            }
        }
    }

    @Test func foldedTextFoldsToItself() {
        var random = SeededText(seed: 3)
        for _ in 0..<500 {
            // Thai and Lao AM fold to a mark and a vowel: the mark is no more theirs the next time.
            let text = String(
                random.text().unicodeScalars.filter { $0 != "\u{E33}" && $0 != "\u{EB3}" })
            let once = fold(text, foldsHan: true)
            #expect(fold(once, foldsHan: true) == once)
        }
    }

    /// Texts of nothing but marks fold in time linear in their length, and lose all of them after
    /// a Latin letter, however many there are.
    @Test func endlessMarksAreFolded() {
        let marks = String(repeating: "\u{301}\u{323}", count: 5000)
        #expect(fold("a" + marks + "b", foldsHan: true) == "ab")
        let kept = fold("か" + marks, foldsHan: true)
        #expect(kept.unicodeScalars.count == 10_001)
    }

    /// What is no UTF-8 must not be read beyond.
    @Test(
        arguments: [
            [0xE3], [0xE3, 0x81], [0xF0, 0x9F, 0x9A], [0xC3], [0x80, 0x80],
            [0xFF, 0x41, 0xE3, 0x81],
            [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func badBytesFoldToSomething(_ bytes: [UInt8]) {
        for padding in 0..<9 {
            let text = [UInt8](repeating: 0x61, count: padding) + bytes
            let folded = Text.folded(UTF8Text(utf8: text), foldsHan: true)
            #expect(String(validating: folded, as: UTF8.self) != nil)
        }
    }

    private func fold(_ text: String, foldsHan: Bool) -> String {
        String(decoding: folded(UTF8Text(text), foldsHan: foldsHan), as: UTF8.self)
    }
}
