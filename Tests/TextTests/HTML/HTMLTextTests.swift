// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Text

@Suite("HTML to text")
struct HTMLTextTests {
    @Test(
        "follows the rules of QUERY.md section 1",
        arguments: [
            ("plain", "plain"),
            ("abduc<b>tion</b>", "abduction"),
            ("ab<wbr>duction", "abduction"),
            ("one<br>two", "one\ntwo"),
            ("one<br/> <br />two", "one\n\ntwo"),
            ("<p>one</p><p>two</p>", "one\n\ntwo"),
            ("one<div>two</div>three", "one\n\ntwo\n\nthree"),
            ("<td>a</td><td>b</td>", "a\n\nb"),
            ("<h1>a</h1>b", "a\n\nb"),
            ("a<blockquote>b</blockquote>c", "a\n\nb\n\nc"),
            ("a<figcaption>b</figcaption>c", "a\n\nb\n\nc"),
            ("a<figcaptions>b</figcaptions>c", "abc"),
            ("a  \n\t b", "a b"),
            ("  <i> a </i> b ", "a b"),
            ("a <b> b</b>", "a b"),
            ("a<script>x<b></script>b", "ab"),
            ("a<STYLE>x</Style >b", "ab"),
            ("a<template>x<template>y</template>z</template>b", "ab"),
            ("a<!-- <p> -->b", "ab"),
            ("a<!-->b", "ab"),
            ("safe<!-- not closed <b>x</b>", "safe"),
            ("<img alt=\"no text\" title='nor this'>x", "x"),
            ("<a href=\"?a>b\">x</a>", "x"),
            ("<a title='it\"s > that'>x</a>", "x"),
            ("<a href=\"unclosed>x</a> y", "x y"),
            ("1 < 2 and 3 <4", "1 < 2 and 3 <4"),
            ("a <3 b", "a <3 b"),
            ("<!' <a href=\"foo\">", "<!'"),
            ("x<![CDATA[y]]>z", "xy]]>z"),
            ("<?php echo 1 ?>x", "x"),
            ("cut <a href=\"http://exam", "cut"),
            ("<pre>\n a\n  b</pre>c", " a\n  b\n\nc"),
            ("", ""),
            ("<p> </p>", ""),
            ("x<p></p>", "x"),
        ])
    func rules(html: String, text: String) {
        #expect(HTMLText.text(of: html) == text)
    }

    @Test(
        "decodes character references once",
        arguments: [
            ("AT&amp;T", "AT&T"), ("&amp;lt;", "&lt;"), ("&lt;b&gt;", "<b>"),
            ("caf&eacute; &mdash; &hellip;", "café — …"), ("&copy2026", "©2026"),
            ("&notin; &notit;", "∉ ¬it;"), ("&nGt;", "\u{226B}\u{20D2}"),
            ("&CounterClockwiseContourIntegral;", "∳"), ("&bogus; &;", "&bogus; &;"),
            ("&#65;&#x42;&#X43;", "ABC"), ("&#146;", "’"), ("&#8217", "’"), ("&#0;", "\u{FFFD}"),
            ("&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}"), ("a&#27;b&#7;c", "abc"),
            ("a&#10;&#13; b", "a b"), ("&nbsp;x", "\u{A0}x"),
            ("&#99999999999999999999;", "\u{FFFD}"),
            ("R&D & &", "R&D & &"), ("&#;&#x;", "&#;&#x;"), ("&ampx", "&x"),
        ])
    func references(html: String, text: String) {
        #expect(HTMLText.text(of: html) == text)
    }

    @Test(
        "drops control characters and reads windows-1252's",
        arguments: [
            ("a\u{1}b\u{1B}[31m", "ab[31m"), ("a\u{7F}b", "ab"), ("it\u{92}s", "it’s"),
            ("\u{81}x\u{85}", "x…"), ("a\u{A0}b\u{E9}", "a\u{A0}b\u{E9}"),
        ])
    func controls(html: String, text: String) {
        #expect(HTMLText.text(of: html) == text)
    }

    @Test("long text is copied as it is, whatever its alignment")
    func longText() {
        let words = "東京 Pyongyang 평양 élan — 1,234.56! "
        for offset in 0..<24 {
            let text = String(repeating: "x", count: offset) + String(repeating: words, count: 9)
            let trimmed = String(text.dropLast())
            #expect(HTMLText.text(of: text) == trimmed)
            #expect(HTMLText.text(of: "<p>\(text)</p>") == trimmed)
            #expect(HTMLText.text(of: text.map { $0 == " " ? "  " : "\($0)" }.joined()) == trimmed)
        }
    }

    @Test("every named reference has its text, with and without its semicolon")
    func everyName() {
        let entries = words(NamedReferences.entries)
        let legacy = Set(words(NamedReferences.legacy))
        #expect(entries.count == 2125)
        #expect(legacy.count == 106)
        for entry in entries {
            let parts = entry.split(separator: "=")
            let text = String(
                String.UnicodeScalarView(
                    parts[1].split(separator: ",").compactMap {
                        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
                    }))
            let shown = HTMLText.text(of: "[&\(parts[0]);]")
            #expect(shown == "[\(text == "\t" || text == "\n" ? " " : text)]")
            if legacy.contains(String(parts[0])) {
                #expect(HTMLText.text(of: "[&\(parts[0])]") == "[\(text)]")
            }
        }
    }

    @Test("hostile HTML takes time in proportion to its length")
    func hostile() {
        for piece in [
            "<!--", "<a b='", "<a b=\"'", "<script>", "<div>", "&", "&#", "<", "<template>",
        ] {
            let html = String(repeating: piece, count: 200_000)
            #expect(HTMLText.text(of: html).utf8.count <= html.utf8.count)
        }
    }

    private func words(_ text: StaticString) -> [String] {
        text.description.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
