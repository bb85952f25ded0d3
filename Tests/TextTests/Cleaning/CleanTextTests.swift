// SPDX-License-Identifier: Apache-2.0

import Testing
import Text

@Suite struct CleanTextTests {
    @Test(arguments: [
        ("", ""),
        ("plain", "plain"),
        ("  two  words ", "two words"),
        ("tab\tline\nbreak\r\nform\u{0C}feed", "tab line break form feed"),
        ("nel\u{85}ls\u{2028}ps\u{2029}end", "nel ls ps end"),
        ("ideographic\u{3000}space\u{A0}\u{A0}hard", "ideographic space hard"),
        ("bell\u{07}null\u{00}del\u{7F}c1\u{80}\u{9C}", "bellnulldelc1"),
        ("\u{202E}evil\u{202C} \u{2066}iso\u{2069}\u{200F}\u{200E}\u{061C}", "evil iso"),
        ("\u{FEFF}bom", "bom"),
        ("non\u{FFFE}\u{FFFF}\u{1FFFE}characters", "noncharacters"),
        (
            "家族\u{1F468}\u{200D}\u{1F469} می\u{200C}خواهم",
            "家族\u{1F468}\u{200D}\u{1F469} می\u{200C}خواهم"
        ),
    ])
    func lineOf(text: String, expected: String) {
        #expect(CleanText.line(text) == expected)
    }

    @Test(arguments: [
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}[38;2;255;0;0 qred", "red"),
        ("\u{9B}31mred", "red"),
        ("a\u{1B}]0;title\u{07}b", "ab"),
        ("a\u{1B}]8;;http://x/\u{1B}\\link\u{1B}]8;;\u{1B}\\b", "alinkb"),
        ("a\u{9D}0;title\u{9C}b", "ab"),
        ("a\u{1B}Pq#0;2;0\u{1B}\\b", "ab"),
        ("a\u{1B}_apc\u{9C}b", "ab"),
        ("a\u{1B}(Bb\u{1B}7c\u{1B}cd", "abcd"),
        ("a\u{1B}Mb", "ab"),
        // Unfinished ones, at the end and for ever: the rest is text again.
        ("a\u{1B}", "a"),
        ("a\u{1B}[", "a"),
        ("a\u{1B}[31", "a"),
        ("a\u{1B}]0;no end", "a0;no end"),
        ("a\u{1B}\u{1B}[31mb", "ab"),
        ("a\u{1B}[3\u{1B}[31mb", "ab"),
        ("a\u{1B}é", "aé"),
    ])
    func escapeSequencesGo(text: String, expected: String) {
        #expect(CleanText.line(text) == expected)
        #expect(CleanText.lines(text) == expected)
    }

    /// Whatever the input is made of, nothing dangerous comes out, and a second cleaning finds
    /// nothing to do.
    @Test func nothingDangerousSurvives() {
        let alphabet: [Unicode.Scalar] = [
            "\u{1B}", "[", "]", "\\", "\u{9B}", "\u{9D}", "\u{9C}", "\u{07}", "3", "m", "P", "^",
            "\n", "\r", "\t", " ", "\u{202E}", "\u{2066}", "\u{7F}", "\u{00}", "字", "\u{2028}",
            "é", "\u{301}", "\u{1F600}", "\u{1F468}", "\u{200D}",
        ]
        var random = UInt64(20_261_121)
        for _ in 0..<3000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<12 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(random >> 33) % alphabet.count])
            }
            let line = CleanText.line(String(text))
            let lines = CleanText.lines(String(text))
            #expect(!line.unicodeScalars.contains { isDangerous($0) || $0 == "\n" })
            #expect(!lines.unicodeScalars.contains { isDangerous($0) && $0 != "\n" })
            #expect(CleanText.line(line) == line)
            #expect(CleanText.lines(lines) == lines)
        }
    }

    private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    @Test func linesKeepTheirBreaks() {
        #expect(CleanText.lines("a\r\nb\rc\n\nd\u{2029}e\tf  g") == "a\nb\nc\n\nd\ne f  g")
    }

    @Test(arguments: 0...24)
    func capIsKeptAtEveryLength(limit: Int) {
        let text = "日本 é\u{1F600} abc"  // 6 + 1 + 2 + 4 + 1 + 3 = 17 bytes
        let cut = CleanText.line(text, limit: limit)
        #expect(cut.utf8.count <= limit)
        if limit >= 17 {
            #expect(cut == text)
        } else if limit >= 3 {
            #expect(cut.hasSuffix("…"))
            #expect(text.hasPrefix(cut.dropLast()))
            // No scalar more would have fitted beside the mark.
            #expect(cut.utf8.count > limit - 4)
        } else {
            #expect(cut.isEmpty)
        }
    }
}
