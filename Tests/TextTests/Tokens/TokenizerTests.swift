// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing
import Text

@Suite struct TokenizerTests {
    /// Tokens with their positions where these jump.
    @Test(arguments: [
        ("Japan's minister", "japan minister"), ("U.S. envoy", "u.s envoy"),
        ("e.g. U.N.", "e.g u.n"),
        ("N.Korea N. Korea", "n korea n korea"), ("U.S.President", "u.s president"),
        ("U..S a.b.cd", "u s a.b cd"), ("Jong-un don't co-op", "jong un don t co op"),
        ("the 's there's2 kim's's", "the s there s2 kim s"), ("拉致's x", "拉 致 x"),
        ("北Korea17人 3북한", "北 korea17 人 3 북한"), ("a_b @c #d 🚀e", "a b c d e"),
        ("々〆〇ー・ｱ", "々 〆 〇 ー ア"),
        ("ไทย ລາວ ខ្មែរ", "ไ ท ย ລ າ ວ ខ ្ ម ែ រ"), ("한국어,일본인의", "한국어 일본인의"), ("½ x² ①", "1 2 x2 1"),
        ("Привет мир", "привет мир"), ("हिन्दी में", "हिन्दी में"), ("a\n\nb c\u{2029}d", "a @101 b c @203 d"),
        ("a\nb\r\nc\r\n\r\nd", "a b c @103 d"), ("a\n—\nb \n \n\n\n c", "a b @102 c"), ("", ""),
        ("a\u{2028}\u{2028}b\u{85}\u{B}c", "a @101 b @202 c"), ("С.Ш.А.", "с.ш.а"),
        ("1.5 a.1 a.b.1", "1 5 a 1 a.b 1"),
        ("u.s", "u.s"), ("abc.d.e", "abc d.e"), ("a.b's x", "a.b x"),
    ])
    func cuts(_ text: String, into expected: String) {
        var folder = TextFolder(foldsHan: false)
        var tokenizer = Tokenizer()
        let folded = unsafe UTF8Text(text).withUnsafeBytes { unsafe folder.fold($0) }
        let bytes = folded.bytes
        var position = 0
        var parts: [String] = []
        for token in tokenizer.tokens(of: folded) {
            if token.position != position { parts.append("@\(token.position)") }
            parts.append(String(decoding: bytes[token.range], as: UTF8.self))
            position = token.position + 1
        }
        #expect(parts.joined(separator: " ") == expected)
    }

    @Test func classesAreThoseOfUnicode() {
        // Every assigned code point, against the standard library's own tables; where the two
        // know different versions of Unicode, newer characters may differ.
        var differing = 0
        for value in UInt32(0)..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let found = CharacterClass(scalar)
            if found == .single || found == .hangul { continue }
            let expected: CharacterClass =
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                    .otherLetter:
                    .letter
                case .nonspacingMark, .spacingMark, .enclosingMark: .mark
                case .decimalNumber, .letterNumber, .otherNumber: .number
                default: scalar.properties.isWhitespace ? .space : .separator
                }
            let isNewer = scalar.properties.age.map { $0.major > 14 } ?? true
            if found != expected, !isNewer { differing += 1 }
        }
        #expect(differing == 0)
    }
}
