// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedFetching

@Suite struct ProxyRulesTests {
    let rules = ProxyRules(
        http: "http://p:1", https: "http://p:2",
        exceptions: ["example.org", ".internal", "10.0.0.0/8", "192.0.2.7"])

    @Test(arguments: [
        ("http://other.example/", "http://p:1"), ("https://other.example/", "http://p:2"),
        ("http://example.org/", nil), ("http://www.example.org/", nil),
        ("http://notexample.org/", "http://p:1"), ("http://a.internal/", nil),
        ("http://10.9.9.9/", nil), ("http://11.9.9.9/", "http://p:1"), ("http://192.0.2.7/", nil),
        ("http://192.0.2.8/", "http://p:1"),
    ]) func choose(_ url: String, _ proxy: String?) throws {
        #expect(rules.proxy(for: try FetchURL(url)) == proxy)
    }

    @Test func aStarExceptsAll() throws {
        let rules = ProxyRules(http: "http://p:1", exceptions: ["*"])
        #expect(rules.proxy(for: try FetchURL("http://example.org/")) == nil)
        #expect(ProxyRules(http: "").proxy(for: try FetchURL("http://example.org/")) == nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:3128", "127.0.0.1", 3128), ("proxy.example", "proxy.example", 1080),
        ("https://Proxy.example", "proxy.example", 443), ("socks5h://[::1]:9050", "::1", 9050),
        ("http://user:pw@proxy.example:8080/", "proxy.example", 8080),
    ]) func aProxyIsReadAsCurlDoes(_ text: String, _ host: String, _ port: Int) throws {
        let proxy = try #require(ProxyAddress(text))
        #expect(proxy.host == host)
        #expect(proxy.port == port)
    }

    @Test(arguments: ["", "http://", "http://[", "http://x:999999"])
    func whatIsNoProxyIsNone(_ text: String) {
        #expect(ProxyAddress(text) == nil)
    }
}
