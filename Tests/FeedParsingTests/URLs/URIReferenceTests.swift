// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import FeedParsing

@Suite("URI references")
struct URIReferenceTests {
    @Test(
        "resolve as RFC 3986 section 5.4 says",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"), (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
            ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"), ("パス", "http://a/b/c/パス"),
        ])
    func resolving(reference: String, expected: String) {
        let base = URIReference("http://a/b/c/d;p?q")
        #expect(URIReference(reference).resolved(against: base).string == expected)
    }

    @Test("have components")
    func components() {
        let whole = URIReference("HTTP://user:pw@[::1]:8080/p/q?x=1?#f#")
        func text(_ range: Range<Int>?) -> String? {
            range.map { String(decoding: whole.bytes[$0], as: UTF8.self) }
        }
        #expect(whole.hasScheme("http") && whole.isWebURL)
        #expect(text(whole.userInfo) == "user:pw")
        #expect(text(whole.host) == "[::1]")
        #expect(text(whole.port) == "8080")
        #expect(text(whole.path) == "/p/q")
        #expect(text(whole.query) == "x=1?")
        #expect(text(whole.fragment) == "f#")
        #expect(!URIReference("1a:b").isAbsolute)
        #expect(!URIReference("mailto:a@b").isWebURL)
        #expect(!URIReference("http:///x").isWebURL)
    }

    @Test("no bytes make them crash")
    func anyBytes() {
        let base = URIReference("http://a/b")
        for first in 0...255 as ClosedRange<UInt8> {
            for second in [0, 35, 46, 47, 58, 63, 64, 91, 93, 255] as [UInt8] {
                let reference = URIReference([first, second, 47, 47, second, first])
                _ = reference.resolved(against: base)
                _ = (reference.host, reference.port, reference.userInfo)
            }
        }
    }
}
