// SPDX-License-Identifier: Apache-2.0

import FeedParsing
import Foundation
import Randomness
import Testing

/// Long texts go past libxml2, short ones do not: what is read must not depend on it.
@Suite("Text past libxml2")
struct TextRunTests {
    private static let pieces = [
        "a word", "日本語の文", "&amp;", "&lt;b&gt;", "&quot;", "&apos;", "&#233;", "&#x65E5;",
        "&#13;", "\r\n", "\ra", "\n", "\t", "a]b", "a]]b", ">", "\u{FFFD}", "é", "\u{10FFFF}", " ",
        "'",
        "\"", "x > y", "&#38;#38;",
    ]
    private static let faults = ["&nbsp;", "& ", "&#1;", "]]>", "\u{1}", "\u{FFFE}", "&#xFFFF;"]

    /// A document whose texts are made of `texts`, with `gap` between the pieces.
    private func document(_ texts: [[String]], gap: String) -> String {
        let items = texts.map { pieces in
            let text = pieces.joined(separator: gap)
            return """
                <item><title>\(text)</title><author>\(text)</author>\
                <enclosure url='http://example.org/?a=1>2' title="\(pieces[0])'>" type='a/b'/>\
                <description>\(text)</description></item>
                """
        }
        return "<rss version=\"2.0\"><channel>\(items.joined(separator: "\n"))</channel></rss>"
    }

    @Test("long and short texts are read alike", arguments: 0..<60)
    func alike(seed: Int) throws {
        var numbers = SplitMix64(seed: UInt64(seed))
        let texts = (0..<4).map { _ in
            let count = Int.random(in: 0..<30, using: &numbers)
            let middle = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &numbers) }
            return ["begin"] + middle + ["end"]
        }
        // Comments part the text into pieces that are too short to go past.
        let long = Printed.text(Array(document(texts, gap: "").utf8))
        let short = Printed.text(Array(document(texts, gap: "<!-- -->").utf8))
        #expect(long == short)
        #expect(long.contains("\"bozo\":false"))
    }

    @Test("a fault in a long text is found", arguments: faults)
    func faulty(fault: String) {
        let words = Array(repeating: "one of many words", count: 9)
        for place in 0...words.count {
            var text = words
            text.insert(fault, at: place)
            let long = Printed.text(Array(document([text, words], gap: " ").utf8))
            #expect(long.contains("\"bozo\":true"), "\(fault) at \(place)")
            #expect(long.components(separatedBy: "content_text").count == 3)
        }
    }

    @Test("links grow within bounds, whatever the base")
    func linkBudget() {
        let base = "http://example.org/" + String(repeating: "x/", count: 2000)
        let sets =
            "&lt;img srcset=&quot;" + String(repeating: "y 1x, ", count: 10_000) + "&quot;&gt;"
        let xhtml = String(repeating: "<a href='y'/>", count: 10_000)
        let links = String(repeating: "<link rel='enclosure' href='y'/>", count: 100)
        let entries = String(repeating: "<entry>\(links)<id>/y</id></entry>", count: 100)
        let text = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="\(base)"><entry>\
            <content type="html">\(sets)</content></entry><entry><content type="xhtml">\
            <div xmlns="http://www.w3.org/1999/xhtml">\(xhtml)</div></content></entry>\
            \(entries)</feed>
            """
        let printed = Printed.text(Array(text.utf8))
        #expect(printed.utf8.count < 2 * text.utf8.count + 2 * (16 << 20))
        #expect(printed.contains("\(base)y"))
    }

    @Test("sections without anything between are one text, however many")
    func manySections() {
        let sections = String(repeating: "<![CDATA[ab]]>", count: 50_000)
        let text =
            "<rss version='2.0'><channel><item><title>x</title><description>\(sections)"
            + "</description></item></channel></rss>"
        let printed = Printed.text(Array(text.utf8))
        #expect(printed.contains("\"\(String(repeating: "ab", count: 50_000))\""))
        #expect(!printed.contains("\"bozo\":true"))
    }

    @Test("a flood of undeclared prefixes ends the document, not what was read before")
    func floodOfPrefixes() {
        func feed(elements: Int) -> String {
            "<rss version='2.0'><channel><item><title>before</title></item><item>"
                + "<title>within</title>\(String(repeating: "<q:b/>", count: elements))"
                + "</item></channel></rss>"
        }
        #expect(Printed.text(Array(feed(elements: 10_000).utf8)).contains("within"))
        let many = Printed.text(Array(feed(elements: 300_000).utf8))
        #expect(many.contains("before") && !many.contains("within"))
    }

    @Test("a flood of different names ends the document, not what was read before")
    func floodOfNames() {
        func feed(names: Int) -> String {
            let elements = (0..<names).map { "<n\($0)/>" }.joined()
            return "<rss version='2.0'><channel><item><title>before</title></item>"
                + "<item><title>within</title>\(elements)</item></channel></rss>"
        }
        let few = Printed.text(Array(feed(names: 20_000).utf8))
        #expect(few.contains("within") && !few.contains("\"bozo\":true"))
        let many = Printed.text(Array(feed(names: 200_000).utf8))
        #expect(many.contains("before") && !many.contains("within"))
        #expect(many.contains("more than 50000 different names"))
    }
}
