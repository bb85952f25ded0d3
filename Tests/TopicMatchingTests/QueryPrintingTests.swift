// SPDX-License-Identifier: Apache-2.0

import Randomness
import Testing

@testable import TopicMatching

@Suite struct QueryPrintingTests {
    @Test(arguments: [
        ("a1 b1 OR c1", "a1 AND b1 OR c1"),
        ("(a1 OR b1) c1", "(a1 OR b1) AND c1"),
        ("a1 (b1 c1)", "a1 AND (b1 AND c1)"),
        ("a1 NOT (b1 OR c1)", "a1 AND NOT (b1 OR c1)"),
        ("a1 NOT NOT NOT b1", "a1 AND NOT b1"),
        ("a1 NOT NOT b1", "a1 AND NOT NOT b1"),
        ("a1 NOT b1 NEAR c1", "a1 AND NOT b1 NEAR/10 c1"),
        ("title:(a1 NEAR/2 (b1 OR c1))", "title:(a1 NEAR/2 (b1 OR c1))"),
        ("title:(a1 OR body:b1)", "title:a1 OR body:b1"),
        ("Lang：(ja OR zh)", "lang:ja OR lang:zh"),
        ("“say \\“no\\\\”", "\"say \\“no\\\\\""),
        ("a1 ＡＮＤ（b1）", "a1 AND b1"),
        ("(a1 NEAR b1) NEAR/3 c1", "(a1 NEAR/10 b1) NEAR/3 c1"),
    ])
    func prints(_ query: String, as printed: String) throws {
        let read = try Query.parse(query)
        #expect(read.description == printed)
        #expect(try Query.parse(read.description) == read)
    }

    @Test func whatIsPrintedReadsAsTheSame() throws {
        var random = RandomQueries(generator: SplitMix64(seed: 7))
        var read = 0
        for _ in 0..<2000 {
            let string = random.expression(4)
            guard let query = try? Query.parse(string) else { continue }
            read += 1
            #expect(try Query.parse(query.description) == query, "\(string)")
        }
        #expect(read > 1000)
    }

    @Test func longQueriesAreRefusedWhereTheyGetTooLong() {
        let long = String(repeating: "a1 ", count: 22_000)
        #expect(error(of: long) == ["E_TOO_LONG", "65536"])
        #expect(error(of: long + ")") == ["E_TOO_LONG", "65536"])
        #expect(error(of: ") " + long) == ["E_UNEXPECTED", "0"])
        #expect(error(of: "\"" + long) == ["E_TOO_LONG", "65536"])
        #expect(error(of: String(repeating: "NOT ", count: 16_000) + "a1") == ["E_UNBOUNDED", "0"])
        #expect(error(of: String(repeating: "a1 NEAR ", count: 8000) + "a1") == [])
        #expect(error(of: String(long.prefix(65_536))) == [])
    }

    private func error(of query: String) -> [String] {
        do {
            _ = try Query.parse(query)
            return []
        } catch {
            #expect(!error.message.isEmpty)
            return [error.code.rawValue, "\(error.position)"]
        }
    }

    @Test func whiteSpaceIsUnicodes() {
        for code in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            if QuerySyntax.isSpace(scalar) != scalar.properties.isWhitespace {
                Issue.record("U+\(String(code, radix: 16))")
            }
        }
    }
}
