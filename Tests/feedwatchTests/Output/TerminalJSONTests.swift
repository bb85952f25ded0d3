// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import feedwatch

@Suite struct TerminalJSONTests {
    private func escaped(_ json: String) -> String {
        String(decoding: TerminalJSON.escaped(Array(json.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"a":"plain \u001b[31m"}"#, #"{"a":"plain \u001b[31m"}"#),
        ("{\"拉致\":\"북한 é 👩‍👧\"}", "{\"拉致\":\"북한 é 👩‍👧\"}"),
        ("[\"\u{7F}\u{80}\u{9B}31m\u{85}\"]", #"["\u007f\u0080\u009b31m\u0085"]"#),
        ("[\"\u{202E}\u{2066}\u{2028}\u{FEFF}\"]", #"["\u202e\u2066\u2028\ufeff"]"#),
        // Above the Basic Multilingual Plane as two halves (RFC 8259 section 7).
        ("[\"\u{1FFFE}\"]", #"["\ud83f\udffe"]"#),
    ])
    func whatATerminalWouldDoIsSpelled(json: String, text: String) {
        #expect(escaped(json) == text)
    }

    /// The same document, whatever stands in it, and nothing left that does something.
    @Test func theDocumentStaysTheSame() throws {
        var all = String.UnicodeScalarView()
        for value in UInt32(0x20)..<0x3000 where value != 0x22 && value != 0x5C {
            if let scalar = Unicode.Scalar(value) { all.append(scalar) }
        }
        let text = String(all)
        let json = escaped("[\"\(text)\"]")
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        #expect(read?.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        let isHarmless = json.unicodeScalars.allSatisfy {
            ($0.value >= 0x20 && $0.value < 0x7F || $0.value > 0x9F)
                && !("\u{202A}"..."\u{202E}").contains($0)
                && !("\u{2066}"..."\u{2069}").contains($0)
        }
        #expect(isHarmless)
    }
}
