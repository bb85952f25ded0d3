// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import Testing

@Suite struct JSONMendingTests {
    private struct Case: CustomTestStringConvertible, Sendable {
        var input: [UInt8]
        var expected: String
        var repairs: [JSONRepair]
        var testDescription: String { expected }

        init(_ input: String, _ expected: String, _ repairs: [(JSONRepair.Kind, Int)]) {
            self.init(Array(input.utf8), expected, repairs)
        }

        init(_ input: [UInt8], _ expected: String, _ repairs: [(JSONRepair.Kind, Int)]) {
            self.input = input
            self.expected = expected
            self.repairs = repairs.map { JSONRepair(kind: $0.0, offset: $0.1) }
        }
    }

    private static let cases = [
        Case(#"{"a":"x"}"#, #"{"a":"x"}"#, []),
        Case(
            #"["\ud83d\ude00","\ud83d","\ude00!"]"#, "[\"😀\",\"\u{FFFD}\",\"\u{FFFD}!\"]",
            [(.loneSurrogate, 17), (.loneSurrogate, 26)]),
        Case(
            "[\"a\tb\u{1}\n\"]", #"["a\tb\u0001\n"]"#,
            [(.controlCharacter, 3), (.controlCharacter, 5), (.controlCharacter, 6)]),
        Case(
            #"{"a":"it\'s","b":"\u12g"}"#, #"{"a":"it's","b":"u12g"}"#,
            [(.escape, 8), (.escape, 18)]),
        Case(#"{"a":[1,2,],}"#, #"{"a":[1,2]}"#, [(.trailingComma, 9), (.trailingComma, 11)]),
        Case("[1]<!-- cached -->", "[1]", [(.trailingBytes, 3)]),
        Case("[1]\n", "[1]", []),
        Case(
            [0x5B, 0x22, 0xFF, 0xE3, 0x81, 0x22, 0x5D], "[\"\u{FFFD}\u{FFFD}\u{FFFD}\"]",
            [(.encoding, 2), (.encoding, 3), (.encoding, 4)]),
        Case(
            #"{"items":[{"id":1,"t":"x"},{"id":2,"t":"y"#,
            #"{"items":[{"id":1,"t":"x"},{"id":2}]}"#,
            [(.truncated, 41)]),
        Case(#"{"items":[{"id":1},{"id""#, #"{"items":[{"id":1},{}]}"#, [(.truncated, 24)]),
        Case(#"{"items":[tr"#, #"{"items":[]}"#, [(.truncated, 12)]),
        Case(#"{"a":1,"#, #"{"a":1}"#, [(.truncated, 7)]),
        Case("\u{FEFF}{\"a\":1,}", #"{"a":1}"#, [(.trailingComma, 9)]),
    ]

    @Test(arguments: cases) private func mends(_ example: Case) throws {
        var parser = JSONParser()
        let mended = try example.input.withUnsafeBufferPointer { try parser.parseMending($0) }
        #expect(mended.repairs == example.repairs)
        #expect(mended.isTruncated == (example.repairs.last?.kind == .truncated))
        var json = JSONWriter()
        write(mended.value, to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self) == example.expected)
    }

    @Test(arguments: ["", "<rss/>", "hello", "{'a':1}", "]", "{]", "[1}", "nul"])
    func refusesWhatCannotBeMended(text: String) {
        var parser = JSONParser()
        #expect(throws: JSONError.self) {
            try Array(text.utf8).withUnsafeBufferPointer { _ = try parser.parseMending($0) }
        }
    }

    /// Cut anywhere after its first bracket, a feed gives what is whole.
    @Test func everyPrefixIsClosed() throws {
        let text = Array(#"{"a":[1,{"k":"v\u00e9\n"},"日"],"b":{"c":null,"d":-2.5}}"#.utf8)
        var parser = JSONParser()
        for length in 1..<text.count {
            let mended = try text[..<length].withUnsafeBufferPointer {
                try parser.parseMending($0)
            }
            #expect(mended.isTruncated)
            #expect(mended.value.kind == .object)
        }
    }

    /// No bytes whatever make the mender or the parser do anything but answer.
    @Test func randomBytesAreAnswered() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("{}[]\",:\\u0d8f1truenl \n\u{1}é".utf8) + [0xFF, 0xED]
        var parser = JSONParser()
        var read = 0
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet.randomElement(using: &random)!
            }
            bytes.withUnsafeBufferPointer {
                if (try? parser.parseMending($0)) != nil { read += 1 }
            }
        }
        #expect(read > 0)
    }

    private func write(_ value: JSONValue, to json: inout JSONWriter) {
        switch value.kind {
        case .object:
            json.beginObject()
            for member in value.members {
                json.key(named: member.key.string)
                write(member.value, to: &json)
            }
            json.endObject()
        case .array:
            json.beginArray()
            for element in value.elements { write(element, to: &json) }
            json.endArray()
        case .string: json.value(value.text ?? "")
        case .number: json.value(value.double ?? 0)
        case .bool: json.value(value.bool ?? false)
        case .null: json.null()
        }
    }
}
