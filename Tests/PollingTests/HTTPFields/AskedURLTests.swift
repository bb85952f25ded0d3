// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Polling

@Suite struct AskedURLTests {
    @Test(arguments: [
        ("http://Example.ORG/a", "example.org"), ("https://example.org:443/a", "example.org"),
        ("http://example.org:80", "example.org"), ("http://example.org:8080/", "example.org:8080"),
        ("https://user:p@ss@example.org/a", "example.org"), ("http://[::1]:8080/", "[::1]:8080"),
        ("http://example.org?q=http://b.test/", "example.org"), ("file:///srv/feed.xml", ""),
        ("no url", ""), ("", ""), ("http://", ""),
        ("http://example.org:8080/a", "example.org:8080"),
        ("https://example.org:80/", "example.org:80"), ("http://example.org:/a", "example.org"),
        ("http://example.org:080/", "example.org:080"), ("http://a:1:2/", "a:1:2"),
    ])
    func `the host is what one server answers for`(url: String, host: String) {
        #expect(AskedURL(url).host == host)
    }

    @Test(arguments: [
        ("HTTP://Example.org:80", "http://example.org/"),
        ("http://example.org/Feed?Q=1#top", "http://example.org/Feed?Q=1"),
        ("http://example.org?q", "http://example.org?q"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
    ])
    func `equal requests have equal forms`(url: String, normalized: String) {
        #expect(AskedURL(url).normalized == normalized)
    }

    @Test func `credentials are noticed`() {
        #expect(AskedURL("http://user@example.org/").hasCredentials)
        #expect(AskedURL("http://u:p@example.org/").hasCredentials)
        #expect(!AskedURL("http://example.org/@a").hasCredentials)
    }
}
