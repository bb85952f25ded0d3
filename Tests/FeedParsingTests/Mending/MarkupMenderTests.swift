// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedParsing

@Suite("Mending markup")
struct MarkupMenderTests {
    private func mend(_ text: String) -> (document: String, log: WarningLog) {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer {
            let mended = MarkupMender.mend(
                $0, entities: DeclaredEntities(), log: WarningLog(most: 50))
            return (String(decoding: mended.document, as: UTF8.self), mended.log)
        }
    }

    @Test(
        "makes the smallest change",
        arguments: [
            ("<a><b>x</a>", "<a><b>x</b></a>"), ("<a>x</b></a>", "<a>x</a>"),
            ("<a>1 < 2 & 3</a>", "<a>1 &lt; 2 &amp; 3</a>"),
            ("<a>&nbsp;&lt;</a>", "<a>\u{A0}&lt;</a>"),
            ("<a x=1 y='2\"' x=3 z>t</a>", "<a x=\"1\" y=\"2&quot;\" z=\"\">t</a>"),
            ("<a><br>x</a>", "<a><br/>x</a>"), ("<a>x", "<a>x</a>"), ("<a>x</a", "<a>x</a>"),
            ("<a><!-- c --><?p i?>x</a>junk", "<a>x</a>"), ("<a><!DOCTYPE x>y</a>", "<a>y</a>"),
            ("<a><![CDATA[x]]></a>", "<a><![CDATA[x]]></a>"),
            ("<a>x]]>y</a>", "<a>x]]&gt;y</a>"), ("<A>x</a>", "<A>x</A>"),
            ("<a>\u{1}x\u{FFFE}</a>", "<a>x</a>"), ("<a>&#0;&#8;&#146;</a>", "<a>\u{FFFD}’</a>"),
            ("<a b=\"&nbsp;<\"/>", "<a b=\"\u{A0}&lt;\"/>"), ("<a><b c=\"d", "<a></a>"),
        ])
    func changes(text: String, expected: String) {
        #expect(mend(text).document == expected)
    }

    @Test("tells where")
    func places() {
        let log = mend("<a>\n  x & y\n<b></a>").log
        #expect(log.warnings.map(\.line) == [2, 3])
        #expect(log.warnings.map(\.column) == [5, 4])
        #expect(log.isBozo)
    }

    @Test("whatever comes in, what comes out is well-formed")
    func wellFormed() {
        let pieces = [
            "<item>", "</item>", "<b>", "</b>", "<br>", "<i x=", "\"", "'", ">", "<", "&", "&amp;",
            "&nbsp;", "&#1;", "<![CDATA[", "]]>", "<!--", "-->", "<?x", "?>", "/", "=", "a", " ",
            "é",
            "<x:y xmlns:x='u'>", "</x:y>", "<title>", "</title>", "\u{1}", "<!DOCTYPE", "]", "日本",
        ]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<2000 {
            var text = "<rss>"
            for _ in 0..<next(40) { text += pieces[next(pieces.count)] }
            let document = Array(mend(text).document.utf8)
            let isSound = document.withUnsafeBufferPointer {
                let builder = DocumentBuilder(
                    options: FeedParser.Options(), documentBase: nil, log: WarningLog(most: 5))
                let outcome = SAXPushParser(builder: builder, isStrict: true).parse($0)
                return outcome.isSound && outcome.isComplete
            }
            #expect(isSound, "\(text)")
        }
    }

    @Test("beginnings without ends take time in proportion to their number")
    func hostile() {
        for piece in [
            "<![CDATA[", "<!--", "<?", "</a ", "<a b='", "<a ", "&", "<x><![CDATA[</y>", "</",
            "<b>",
        ] {
            let text = "<rss>" + String(repeating: piece, count: 20_000)
            #expect(mend(text).document.hasPrefix("<rss>"))
        }
    }
}
