// SPDX-License-Identifier: Apache-2.0

import Settings
import Testing

@Suite struct TextDocumentTests {
    @Test(
        "The title is the first line that is not blank, the body what follows",
        arguments: [
            ("Title\nBody\n", "Title", "Body\n"), ("\n  \n T \r\n\r\nB", " T ", "\r\nB"),
            ("", "", ""), ("only", "only", ""), ("\u{3000}\nT\rB", "T", "B"),
            ("\u{FEFF}T\nB", "T", "B"), ("---\nB\n", "---", "B\n"),
            ("---\nno keys\n---\nB", "---", "no keys\n---\nB"),
            ("----\na: b\n---\n", "----", "a: b\n---\n"),
        ])
    func plain(text: String, title: String, body: String) {
        let document = TextDocument(Array(text.utf8))
        #expect(document.title == title)
        #expect(document.body == body)
        #expect(document.language.isEmpty)
    }

    @Test func frontMatter() {
        let text = """
            ---
            title: "A: b"
            date: 2018-08-03
            language: en
            outlet: daily newspaper
            layout: post
            facts:
              - One.
              - Two.
            ---

            Body.
            """
        let document = TextDocument(Array(text.utf8))
        #expect(document.title == "A: b" && document.body == "\nBody.")
        #expect(document.language == "en" && document.date == "2018-08-03")
        #expect(document.outlet == "daily newspaper" && document.facts == ["One.", "Two."])
    }

    @Test("Without a title in the front matter, the first line is it")
    func frontMatterWithoutTitle() {
        let document = TextDocument(Array("---\r\nlanguage: ja\r\n---\r\n\r\nT\r\nB".utf8))
        #expect(document.title == "T" && document.body == "B" && document.language == "ja")
    }

    @Test("Bytes that are no UTF-8 are replaced")
    func broken() {
        #expect(TextDocument([0x41, 0xFF, 0x0A, 0x42]).title == "A\u{FFFD}")
    }
}
