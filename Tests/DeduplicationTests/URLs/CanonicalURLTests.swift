// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness
import Testing

@testable import Deduplication

@Suite struct CanonicalURLTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let url: String
        let canonical: String?
        init(_ url: String, _ canonical: String?) { (self.url, self.canonical) = (url, canonical) }
        var testDescription: String { url }
    }

    /// The table of the store's description.
    static let documented = [
        Case(
            "HTTPS://WWW.Example.ORG:443/a/../News/%7Estory/?utm_source=rss&id=7#top",
            "example.org/News/~story?id=7"),
        Case("http://example.org/", "example.org"),
        Case("http://m.example.org/a/amp/", "example.org/a"),
        Case("https://m.org/a", "m.org/a"),
        Case("https://example.org:8443/a?", "example.org:8443/a"),
        Case("https://bücher.example/ü", "xn--bcher-kva.example/%C3%BC"),
        Case("https://example.org/a?b=2&a=1", "example.org/a?b=2&a=1"),
        Case("https://example.org/?p=12&fbclid=x", "example.org?p=12"),
        Case("https://user:pw@example.org/a%2fb", "example.org/a%2Fb"),
        Case("javascript:alert(1)", nil),
    ]

    static let syntax = [
        Case(" \thttp://example.org/a\r\n", "example.org/a"),
        Case("http://example.org/a\n b", "example.org/a%20b"),
        Case("http://example.org", "example.org"),
        Case("http://example.org?a=1", "example.org?a=1"),
        Case("http://example.org#a", "example.org"),
        Case("http://example.org/a?b#c?d", "example.org/a?b"),
        Case("http://example.org:80/", "example.org"),
        Case("http://example.org:443/", "example.org:443"),
        Case("http://example.org:/", "example.org"),
        Case("http://example.org:0080/", "example.org"),
        Case("http://example.org:65536/", nil),
        Case("http://example.org:8x/", nil),
        Case("http://a@b@example.org/", "example.org"),
        Case("http://[2001:DB8::1]:8080/a", "[2001:db8::1]:8080/a"),
        Case("http:///a", nil),
        Case("http://", nil),
        Case("http:/a", nil),
        Case("http://exa mple.org/", nil),
        Case("//example.org/a", nil),
        Case("/a", nil),
        Case("mailto:a@example.org", nil),
        Case("ftp://example.org/", nil),
        Case("", nil),
    ]

    static let hosts = [
        Case("http://example.org./a", "example.org/a"),
        Case("http://.example.org/a", nil),
        Case("http://amp.example.org/", "example.org"),
        Case("http://mobile.example.org/", "example.org"),
        Case("http://www.m.example.org/", "m.example.org"),
        Case("http://www.org/", "www.org"),
        Case("http://wwww.example.org/", "wwww.example.org"),
        Case("http://r3---sn-x.example.org/", "r3---sn-x.example.org"),
        Case("http://a_b.example.org/", "a_b.example.org"),
        Case("http://日本語.jp/", "xn--wgv71a119e.jp"),
        Case("http://B%C3%BCcher.example/", "xn--bcher-kva.example"),
        Case("http://faß.de/", "xn--fa-hia.de"),
    ]

    static let paths = [
        Case("http://example.org/a/./b/../../c/", "example.org/c"),
        Case("http://example.org/../../a", "example.org/a"),
        Case("http://example.org/a/..", "example.org"),
        Case("http://example.org/%2e%2E/a", "example.org/a"),
        Case("http://example.org/a//b", "example.org/a//b"),
        Case("http://example.org/a//", "example.org/a"),
        Case("http://example.org/amp", "example.org"),
        Case("http://example.org/lamp", "example.org/lamp"),
        Case("http://example.org/amp/a", "example.org/amp/a"),
        Case("http://example.org/a%zz%", "example.org/a%25zz%25"),
        Case("http://example.org/a|b[c]\"<>", "example.org/a%7Cb%5Bc%5D%22%3C%3E"),
        Case("http://example.org/a;b=1,2(3)'!*", "example.org/a;b=1,2(3)'!*"),
        Case("http://example.org/A/b", "example.org/A/b"),
    ]

    static let queries = [
        Case("http://example.org/a?utm_campaign=x&at_medium=y&ref=z", "example.org/a"),
        Case("http://example.org/a?amp", "example.org/a"),
        Case("http://example.org/a?amp=1&id=2", "example.org/a?id=2"),
        Case("http://example.org/a?outputType=amp", "example.org/a"),
        Case("http://example.org/a?outputType=xml", "example.org/a?outputType=xml"),
        Case("http://example.org/a?utm%5Fsource=x", "example.org/a"),
        Case("http://example.org/a?refer=x&utm=1", "example.org/a?refer=x&utm=1"),
        Case("http://example.org/a?id=7&&ref=x&", "example.org/a?id=7"),
        Case("http://example.org/a?q=%e5%8c%97?/", "example.org/a?q=%E5%8C%97?/"),
    ]

    @Test(arguments: documented + syntax + hosts + paths + queries)
    func hasCanonicalForm(_ test: Case) {
        #expect(CanonicalURL(UTF8Text(test.url))?.text.string == test.canonical)
    }

    @Test(arguments: documented + hosts + paths + queries)
    func isItsOwnCanonicalForm(_ test: Case) {
        guard let canonical = test.canonical, !canonical.hasPrefix("m."), !canonical.hasPrefix("[")
        else { return }
        #expect(CanonicalURL(UTF8Text("https://" + canonical))?.text.string == canonical)
    }

    @Test(arguments: [
        ("https://www.example.org/a", "example.org"), ("http://m.example.org/", "m.example.org"),
        ("http://WWW.Example.ORG:8080/", "example.org"), ("http://www.org/", "www.org"),
        ("urn:uuid:1", ""), ("", ""),
    ])
    func sourceIsTheHost(url: String, source: String) {
        #expect(CanonicalURL.source(of: UTF8Text(url)).string == source)
    }

    @Test func survivesAnyBytes() {
        var generator = SplitMix64(seed: 7)
        let alphabet = Array("htps:/.?#&=%@[]ü北 \u{0}\u{7f}amp;wm".utf8)
        for _ in 0..<20_000 {
            let tail = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let text = UTF8Text(String(decoding: Array("http://".utf8) + tail, as: UTF8.self))
            guard let url = CanonicalURL(text) else { continue }
            #expect(url.text.bytes.allSatisfy { (0x21...0x7E).contains($0) }, "\(text)")
        }
    }
}
