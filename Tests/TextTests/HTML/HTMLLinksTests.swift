// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Text

@Suite("Links in HTML")
struct HTMLLinksTests {
    @Test(
        "are replaced where they stand",
        arguments: [
            ("<a href=\"x\">t</a>", "<a href=\"!x\">t</a>"),
            ("<a href='x'>t</a>", "<a href='!x'>t</a>"),
            ("<A HREF=x>t</A>", "<A HREF=\"!x\">t</A>"),
            ("<a href = \" x \">", "<a href = \"!x\">"),
            (
                "<img alt=\"a>b\" src=\"x?a=1&amp;b=2\"/>",
                "<img alt=\"a>b\" src=\"!x?a=1&amp;b=2\"/>"
            ),
            (
                "<img srcset=\"a.jpg 1x, b.jpg 2x\">", "<img srcset=\"!a.jpg 1x, !b.jpg 2x\">"
            ),
            ("<p title=\"href=x\">x", "<p title=\"href=x\">x"),
            ("<!-- <a href=\"x\"> -->", "<!-- <a href=\"x\"> -->"),
            ("<script>'<a href=\"x\">'</script>", "<script>'<a href=\"x\">'</script>"),
            ("<a href='a\u{7F}b\u{85}c\u{1}'>", "<a href='!ab…c'>"),
            ("<a href>t", "<a href>t"),
            ("<a href=", "<a href=\"!\""),
            ("a\u{1}b it\u{92}s", "ab it’s"),
            ("<a href=\"mailto:x\">", "<a href=\"mailto:x\">"),
        ])
    func replaced(html: String, expected: String) {
        var input = html
        var output: [UInt8] = []
        input.withUTF8 { bytes in
            HTMLLinks.append(bytes, to: &output) { link in
                link.contains(UInt8(ascii: ":")) ? nil : [UInt8(ascii: "!")] + Array(link)
            }
        }
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }
}
