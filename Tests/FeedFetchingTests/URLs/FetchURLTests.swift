// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedFetching

@Suite struct FetchURLTests {
    @Test(arguments: [
        ("HTTP://Example.ORG:80/a%2fb?q#f", "http://example.org/a%2fb?q"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/x y", "https://example.org:8443/x%20y"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%c3%bc"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://user:p%40ss@example.org/", "https://example.org/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
    ]) func isNormalised(_ text: String, _ expected: String) throws {
        #expect(try FetchURL(text).text == expected)
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.1/",
        "http://2130706433/", "http://0x7f000001/", "http://017700000001/",
        "http://127.0.1/",
    ]) func everySpellingOfAnAddressIsThatAddress(_ text: String) throws {
        #expect(try FetchURL(text).literalAddress?.description == "127.0.0.1")
    }

    @Test(arguments: [
        "", "example.org/feed", "//example.org/", "http://", "ftp://example.org/",
        "javascript:alert(1)", "gopher://example.org/", "http://exa mple.org/", "http://a\0b/",
        "http://[::1/", "http://example.org:99999/", "http://a\nb/", "data:text/plain,x",
        "dict://example.org/",
    ]) func refusesWhatCannotBeFetched(_ text: String) {
        #expect(throws: FetchFailure.self) { _ = try FetchURL(text) }
    }

    @Test func takesTheCredentialsOut() throws {
        let url = try FetchURL("https://us%20er:p%40ss@example.org/feed")
        #expect(url.credentials == Credentials(user: "us er", password: "p@ss"))
        #expect("\(url)" == "https://example.org/feed")
        #expect(try FetchURL("https://example.org/").credentials == nil)
        #expect(try FetchURL("https://@example.org/").credentials == nil)
        #expect(try FetchURL("https://@example.org/").text == "https://example.org/")
    }

    @Test(arguments: [
        ("/b", "http://example.org/b"), ("b", "http://example.org/dir/b"),
        ("../b", "http://example.org/b"), ("?q=1", "http://example.org/dir/a?q=1"),
        ("//other.example/x", "http://other.example/x"),
        ("https://u:p@other.example/x", "https://other.example/x"),
        ("b c", "http://example.org/dir/b%20c"), ("/ü", "http://example.org/%c3%bc"),
    ]) func resolvesLocations(_ location: String, _ expected: String) throws {
        let base = try FetchURL("http://example.org/dir/a")
        #expect(try base.target(ofLocation: location).text == expected)
    }

    @Test(arguments: [
        "ftp://example.org/", "file:///etc/passwd", "gopher://x/", "data:,x", "http://[::/",
    ])
    func redirectsLeadToHTTPOnly(_ location: String) throws {
        let base = try FetchURL("http://example.org/dir/a")
        let failure = #expect(throws: FetchFailure.self) {
            _ = try base.target(ofLocation: location)
        }
        #expect(failure?.kind == .redirectRefused)
    }

    @Test func anOriginIsSchemeHostAndPort() throws {
        func origin(_ text: String) throws -> Origin { try FetchURL(text).origin }
        #expect(try origin("http://example.org/a") == origin("HTTP://EXAMPLE.org:80/b"))
        #expect(try origin("http://example.org/") != origin("https://example.org/"))
        #expect(try origin("http://example.org/") != origin("http://example.org:81/"))
        #expect(try origin("http://example.org/") != origin("http://www.example.org/"))
    }

    @Test(arguments: [
        ("file:///tmp/a%20b.xml", "/tmp/a b.xml"), ("file:/tmp/feed.xml", "/tmp/feed.xml"),
        ("file://localhost/tmp/feed.xml", "/tmp/feed.xml"),
    ]) func filesHaveAPath(_ text: String, _ path: String) throws {
        #expect(try FetchURL(text).filePath == path)
    }
}
