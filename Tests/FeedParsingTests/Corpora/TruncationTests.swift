// SPDX-License-Identifier: Apache-2.0

import FeedModel
import FeedParsing
import Foundation
import Testing

/// Documents cut off at every byte: whatever entry was whole comes out, and nothing crashes.
@Suite("Truncation and pieces")
struct TruncationTests {
    static let documents = [
        "rss-10.rdf", "atom-10.atom", "json-11.json", "body-naked-html-broken.xml", "cdf.cdf",
        "bad-entities.xml", "body-nested-cdata.xml", "encoding-shift_jis.xml",
        "encoding-utf16le-bom.xml", "not-html.html",
    ]

    private func body(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: GoldenTests.Fixture.folder.appending(path: name)))
    }

    @Test("every cut gives a verdict", arguments: documents)
    func everyCut(name: String) throws {
        let body = try body(name)
        let parser = Printed.parser(baseURL: nil)
        for length in 0...body.count {
            if case .feed(let feed) = parser.parse(Array(body[..<length])) {
                #expect(feed.entries.count <= 2)
            }
        }
    }

    @Test(
        "every entry that was whole comes out",
        arguments: [("<item><title>", "</title></item>"), ("<entry><title>", "</title></entry>")])
    func wholeEntries(start: String, end: String) {
        let isAtom = start.hasPrefix("<entry")
        var text = isAtom ? "<feed xmlns=\"http://www.w3.org/2005/Atom\">" : "<rss><channel>"
        var ends: [Int] = []
        for number in 0..<5 {
            text += "\(start)Entry \(number) &amp; <![CDATA[x]]>\(end)\n"
            ends.append(text.utf8.count - 1)
        }
        text += isAtom ? "</feed>" : "</channel></rss>"
        let bytes = Array(text.utf8)
        for length in 20...bytes.count {
            guard case .feed(let feed) = FeedParser().parse(Array(bytes[..<length])) else {
                continue
            }
            let whole = ends.filter { $0 <= length }.count
            // An entry that lacks nothing but its end tag may come out, too.
            #expect((whole...(whole + 1)).contains(feed.entries.count), "cut at \(length)")
            // Without its last bracket the end tag of the root still says that this is the end.
            #expect(feed.isTruncated == (length < bytes.count - 1), "cut at \(length)")
        }
    }

    @Test("every size of pieces gives the same", arguments: documents)
    func everyPiece(name: String) throws {
        let body = try body(name)
        let parser = Printed.parser(baseURL: nil)
        let whole = Printed.text(parser.parse(body))
        for size in 1...max(1, body.count) {
            var pushed = FeedPushParser(parser: parser)
            for start in stride(from: 0, to: body.count, by: size) {
                pushed.push(body[start..<min(start + size, body.count)])
            }
            #expect(Printed.text(pushed.finish()) == whole, "pieces of \(size)")
        }
    }
}
