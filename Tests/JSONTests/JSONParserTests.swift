// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import JSON

@Suite struct JSONParserTests {
    private func parse(_ text: String, depthMax: Int = 256) throws(JSONError) -> JSONValue {
        var parser = JSONParser(depthMax: depthMax)
        return try parser.parse(Array(text.utf8))
    }

    @Test func findsMembersAndElements() throws {
        let root = try parse(
            #"{"a":{"x":[1,[2],{"y":3}]},"b":-7,"c":"té","d":null,"e":true,"b":8,"f":1.5e3}"#)
        #expect(root.kind == .object)
        #expect(root.members.map { $0.key.string } == ["a", "b", "c", "d", "e", "b", "f"])
        #expect(root["b"]?.int == -7)
        #expect(root["c"]?.text == "té")
        #expect(root["c" as String]?.string == "té")
        #expect(root["d"]?.isNull == true)
        #expect(root["e"]?.bool == true)
        #expect(root["f"]?.int == 1500)
        #expect(root["f"]?.double == 1500)
        #expect(root["nothing"] == nil)
        #expect(root["b"]?["c"] == nil)
        let list = try #require(root["a"]?["x"])
        #expect(list.elements.map(\.kind) == [.number, .array, .object])
        #expect(Array(list.elements).last?["y"]?.int == 3)
        #expect(Array(list.members).isEmpty)
        #expect(Array(root.elements).isEmpty)
    }

    @Test(arguments: ["3", "3.0", "9223372036854775807", "-9223372036854775808"])
    func readsWholeNumbers(text: String) throws {
        #expect(try parse(text).int == Int(Double(text)! == 3 ? "3" : text))
    }

    @Test(arguments: ["3.5", "18446744073709551615", "1e300", "true", "\"3\""])
    func refusesWhatIsNoInt(text: String) throws {
        #expect(try parse(text).int == nil)
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        #expect(try parse("\u{FEFF}[1]").elements.map(\.int) == [1])
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\"}", "tru", "[1] 2", "\"\\ud800\"", "01", "{a:1}",
    ])
    func refusesWhatIsNoJSON(text: String) {
        #expect { try parse(text) } throws: { ($0 as? JSONError)?.code == .syntax }
    }

    @Test func namesTheByteThatIsNotUTF8() {
        var parser = JSONParser()
        #expect(throws: JSONError(code: .encoding, offset: 7, message: "not UTF-8")) {
            _ = try parser.parse([0xEF, 0xBB, 0xBF] + Array("[\"é".utf8) + [0xE3, 0x81, 0x22])
        }
    }

    @Test func boundsTheDepth() throws {
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(throws: Never.self) { try parse(deep(20), depthMax: 32) }
        #expect { try parse(deep(40), depthMax: 32) } throws: {
            ($0 as? JSONError)?.code == .depth
        }
    }

    /// The parser's memory is used again only when nobody looks at the last document any more.
    @Test func valuesOutliveTheNextDocument() throws {
        var parser = JSONParser()
        let first = try parser.parse(Array(#"{"a":"first"}"#.utf8))
        let second = try parser.parse(Array(#"{"a":"second"}"#.utf8))
        #expect(first["a"]?.string == "first")
        #expect(second["a"]?.string == "second")
    }

    @Test func memoryServesTheNextDocumentUnlessAValueIsHeld() throws {
        var parser = JSONParser()
        let first = ObjectIdentifier(try parser.parse(Array("[1]".utf8)).tape)
        let held = try parser.parse(Array("[2]".utf8))
        #expect(ObjectIdentifier(held.tape) == first)
        let other = try parser.parse(Array("[3]".utf8))
        #expect(ObjectIdentifier(other.tape) != first)
        #expect(held.elements.map(\.int) == [2])
    }

    @Test func aParserGoesOnAfterARefusal() throws {
        var parser = JSONParser()
        #expect(throws: JSONError.self) { _ = try parser.parse(Array("{".utf8)) }
        let value = try parser.parse(Array("[5]".utf8))
        #expect(value.elements.map(\.int) == [5])
    }

    /// Cut anywhere, a document is refused or read, never trusted beyond its end.
    @Test func everyPrefixIsRefused() {
        let text = Array(#"{"a":[1,2.5,"x\u00e9日"],"b":{"c":null,"d":false}}"#.utf8)
        var parser = JSONParser()
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { _ = try parser.parse(Array(text[..<length])) }
        }
    }
}
