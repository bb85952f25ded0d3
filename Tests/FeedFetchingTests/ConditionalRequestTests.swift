// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct ConditionalRequestTests {
    @Test func aResponseComesWithItsFields() throws {
        let headers = [
            HTTPHeader("ETag", "W/\"a b\"-gzip"),
            HTTPHeader("Last-Modified", "Mon, 02 Jan 2006 15:04:05 +0000"),
            HTTPHeader("Cache-Control", "max-age=60"), HTTPHeader("cache-control", "no-store"),
            HTTPHeader("Expires", "0"), HTTPHeader("Pragma", "no-cache"), HTTPHeader("Age", "5"),
            HTTPHeader("Date", "Mon, 02 Jan 2006 15:04:06 GMT"),
            HTTPHeader("Retry-After", "120"), HTTPHeader("IM", "feed"),
        ]
        try withServer { _ in
            HTTPReply("<rss/>", status: 226, headers: headers)
        } _: { server in
            let response = try Fetching().response(server.url("/feed"))
            #expect(response.status == 226)
            #expect(response.effectiveURL == server.url("/feed"))
            #expect(response.body == Array("<rss/>".utf8))
            #expect(response.wireBytes == 6)
            #expect(!response.isTruncated)
            #expect(response.redirects.isEmpty)
            #expect(response.contentType == "application/rss+xml")
            #expect(response.etag == "W/\"a b\"-gzip")
            #expect(response.lastModified == "Mon, 02 Jan 2006 15:04:05 +0000")
            #expect(response.cacheControl == "max-age=60, no-store")
            #expect(response.expires == "0")
            #expect(response.pragma == "no-cache")
            #expect(response.age == "5")
            #expect(response.date == "Mon, 02 Jan 2006 15:04:06 GMT")
            #expect(response.retryAfter == "120")
            #expect(response.instanceManipulation == "feed")
            #expect(response.duration > .zero)
        }
    }

    @Test(arguments: [
        "\"abc\"", "W/\"abc\"", "abc", "\"a\"b\"", "\"x-gzip\"", "'q'", "\"\"", "\"\u{E9}\u{FF}\"",
        "\"tab\tinside\"", "W/W/\"a\"", "\"a, b\"",
    ]) func validatorsGoBackByteForByte(_ etag: String) throws {
        let date = "Sat,  1 jan 2022 00:00:00 UTC+1"
        let headers = [HTTPHeader("ETag", etag), HTTPHeader("Last-Modified", date)]
        try withServer { request in
            request.header("If-None-Match") == nil
                ? HTTPReply("<rss/>", headers: headers) : HTTPReply(status: 304, headers: headers)
        } _: { server in
            let fetching = try Fetching()
            let first = try fetching.response(server.url())
            let second = try fetching.response(
                FetchRequest(
                    token: 1, url: server.url(), etag: first.etag,
                    lastModified: first.lastModified))
            #expect(second.status == 304)
            #expect(second.body.isEmpty)
            #expect(second.etag == etag)
            let asked = try #require(server.requests.last)
            #expect(asked.header("If-None-Match") == etag)
            #expect(asked.header("If-Modified-Since") == date)
        }
    }

    @Test(arguments: ["\"a\r\nX-Evil: 1\"", "\"a\rb\"", "\"a\nb\"", "\"a\0b\"", "\"\u{7F}\"", ""])
    func whatWouldEndAFieldIsNotSent(_ value: String) throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            _ = try Fetching().response(
                FetchRequest(
                    token: 1, url: server.url(), etag: value, lastModified: value,
                    headers: [HTTPField("X-Token", value), HTTPField("X-A", "b")]))
            let asked = try #require(server.requests.last)
            #expect(asked.header("If-None-Match") == nil)
            #expect(asked.header("If-Modified-Since") == nil)
            #expect(asked.header("X-Evil") == nil)
            #expect(asked.header("X-Token") == (value.isEmpty ? "" : nil))
            #expect(asked.header("X-A") == "b")
        }
    }

    @Test func aRequestSaysWhoAsksAndNothingElse() throws {
        try withServer { _ in
            HTTPReply("<rss/>", headers: [HTTPHeader("Set-Cookie", "id=1")])
        } _: { server in
            let fetching = try Fetching()
            for _ in 0..<2 { _ = try fetching.response(server.url("/feed?x=1")) }
            let asked = try #require(server.requests.last)
            #expect(asked.method == "GET")
            #expect(asked.target == "/feed?x=1")
            #expect(
                asked.headers.map { $0.name.lowercased() }
                    == ["host", "user-agent", "accept", "accept-encoding"])
            #expect(
                asked.header("User-Agent") == "feedwatch-test/1 (+https://example.org/)")
            #expect(asked.header("Accept")?.hasPrefix("application/atom+xml") == true)
            #expect(asked.header("Accept-Encoding") == "deflate, gzip, br, zstd")
        }
    }

    @Test func aDeltaIsOfferedWhereItIsWanted() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            _ = try Fetching().response(
                FetchRequest(token: 1, url: server.url(), etag: "\"a\"", acceptsDelta: true))
            #expect(server.requests.last?.header("A-IM") == "feed")
        }
    }

    @Test func configuredFieldsReplaceOurOwn() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            _ = try Fetching().response(
                FetchRequest(
                    token: 1, url: server.url(),
                    headers: [HTTPField("accept", "text/plain"), HTTPField("User-Agent", "x")]))
            let asked = try #require(server.requests.last)
            #expect(asked.headers.filter { $0.name.lowercased() == "accept" }.count == 1)
            #expect(asked.header("Accept") == "text/plain")
            #expect(asked.header("User-Agent") == "x")
        }
    }
}
