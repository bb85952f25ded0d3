// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import JSON
import Testing

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void, _ layout: JSONWriter.Layout = .compact)
        -> String
    {
        var json = JSONWriter(layout: layout)
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func writesMembersInTheOrderOfTheCalls() {
        let written = text { json in
            json.beginObject()
            json.member("title", UTF8Text("a\"b"))
            json.member("count", 3)
            json.memberUnlessEmpty("none", UTF8Text())
            json.key("list")
            json.beginArray()
            json.value("x")
            json.beginObject()
            json.endObject()
            json.null()
            json.value(true)
            json.endArray()
            json.member("when", Instant(milliseconds: 1_785_000_000_120))
            json.member("exact", Instant(seconds: 1_785_000_000), fraction: true)
            json.endObject()
        }
        #expect(
            written == #"{"title":"a\"b","count":3,"list":["x",{},null,true],"#
                + #""when":"2026-07-25T17:20:00.120Z","exact":"2026-07-25T17:20:00.000Z"}"#)
    }

    @Test(arguments: [
        (3.0, "3"), (0.93, "0.93"), (-0.5, "-0.5"), (1e21, "1e+21"), (1e-7, "1e-07"), (0.1, "0.1"),
        (123456789.125, "123456789.125"), (Double.nan, "null"), (Double.infinity, "null"),
    ])
    func writesNumbersInTheFewestDigits(number: Double, expected: String) {
        let written = text { $0.value(number) }
        #expect(written == expected)
        if number.isFinite { #expect(Double(written) == number) }
    }

    @Test func indentsForPeople() {
        let written = text(
            { json in
                json.beginObject()
                json.member("a", 1)
                json.key("b")
                json.beginArray()
                json.value(2)
                json.value(3)
                json.endArray()
                json.key("c")
                json.beginObject()
                json.endObject()
                json.endObject()
            }, .indented)
        #expect(written == "{\n  \"a\": 1,\n  \"b\": [\n    2,\n    3\n  ],\n  \"c\": {}\n}")
    }

    @Test func separatesDocumentsByWhatTheCallerAppends() {
        let written = text { json in
            for number in 1...2 {
                json.beginArray()
                json.value(number)
                json.endArray()
                json.appendRaw([10])
            }
        }
        #expect(written == "[1]\n[2]\n")
    }

    /// Every byte that needs an escape, at every place of a lane and around the piece boundary.
    @Test(arguments: [0, 1, 15, 16, 17, 31, 33, 4080, 4095, 4096, 4097, 9000])
    func escapesAtEveryPlace(length: Int) throws {
        for special in Array(0..<UInt8(32)) + [34, 92, 127, 47] {
            for place in Set([0, length / 2, length]) {
                var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                bytes.insert(special, at: place)
                let string = String(decoding: bytes, as: UTF8.self)
                let written = text { $0.value(string) }
                let decoded = try JSONDecoder().decode(String.self, from: Data(written.utf8))
                #expect(decoded == string)
            }
        }
    }

    @Test func randomTextsReadBackTheSame() throws {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("aé日\"\\\n\u{1}\u{1F600}\u{2028} ")
        var parser = JSONParser()
        for _ in 0..<200 {
            let count = Int.random(in: 0...300, using: &random)
            let string = String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
            var json = JSONWriter()
            json.value(UTF8Text(string))
            let value = try parser.parse(json.bytes)
            #expect(value.string == string)
        }
    }
}
