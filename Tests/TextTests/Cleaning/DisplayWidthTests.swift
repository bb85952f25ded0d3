// SPDX-License-Identifier: Apache-2.0

import Testing
import Text

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u{301}", 1),
        ("拉致問題", 8),
        ("ｶﾞ", 2),
        ("Ｆ", 2),
        ("납치", 4),
        ("\u{1102}\u{1161}\u{11B8}", 2),  // conjoining jamo: one syllable
        ("か\u{3099}", 2),
        ("\u{1F600}", 2),
        ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2),
        ("\u{1F44D}\u{1F3FD}", 2),
        ("\u{1F1EF}\u{1F1F5}\u{1F1F0}\u{1F1F7}", 4),  // two flags
        ("☺", 1),
        ("☺\u{FE0F}", 2),
        ("a\u{200B}b", 2),
        ("“–…”", 4),
    ])
    func columns(of text: String, are columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(arguments: 0...12)
    func truncationFits(columns: Int) {
        let text = "a日b本c\u{1F600}e\u{301}"  // 1 + 2 + 1 + 2 + 1 + 2 + 1 = 10 columns
        let cut = DisplayWidth.truncate(text, to: columns)
        #expect(DisplayWidth.columns(of: cut) <= columns)
        #expect(columns < 10 ? cut.hasSuffix("…") || columns == 0 : cut == text)
        #expect(DisplayWidth.columns(of: DisplayWidth.fit(text, to: columns)) == columns)
        let right = DisplayWidth.fit("日", to: columns, alignedRight: true)
        #expect(columns < 2 || right == String(repeating: " ", count: columns - 2) + "日")
    }

    @Test func truncationKeepsMarksWithTheirBase() {
        #expect(DisplayWidth.truncate("e\u{301}xyz", to: 2) == "e\u{301}…")
    }
}
