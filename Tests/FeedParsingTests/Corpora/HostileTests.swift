// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Input made to do harm: it ends in a verdict, gives what it must and nothing that it must not,
/// and no control character comes out. (Time and memory are measured outside, in release.)
@Suite("Hostile input", .enabled(if: Corpus.isThere))
struct HostileTests {
    @Test("gives its verdict")
    func verdicts() throws {
        let cases = try Corpus.list("hostile/verdicts.json")
        #expect(cases.count >= 100)
        for example in cases {
            let name = try #require(example["name"] as? String)
            let body = try Corpus.bytes("hostile/\(name).bin")
            let document = try Printed.tree(body)
            let printed = Printed.text(body)
            switch example["verdict"] as? String {
            case "feed": #expect(document != nil, "\(name)")
            case "nofeed": #expect(document == nil, "\(name)")
            default: break
            }
            let texts = strings(in: document ?? [:])
            for wanted in example["must"] as? [String] ?? [] {
                #expect(texts.contains { $0.contains(wanted) }, "\(name): \(wanted)")
            }
            for forbidden in example["must_not"] as? [String] ?? [] {
                #expect(!printed.contains(forbidden), "\(name): \(forbidden)")
            }
            if let count = example["items"] as? Int {
                #expect((document?["items"] as? [Any])?.count == count, "\(name)")
            }
            let controls = texts.contains { $0.unicodeScalars.contains { isControl($0) } }
            #expect(!controls && !printed.unicodeScalars.contains { isControl($0) }, "\(name)")
        }
    }

    private func strings(in value: Any) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap { strings(in: $0) }
        case let object as [String: Any]: object.values.flatMap { strings(in: $0) }
        default: []
        }
    }

    /// Control characters but the line feed that parts paragraphs.
    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
}
