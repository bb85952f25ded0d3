// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct RedirectTests {
    @Test(arguments: [301, 302, 303, 307, 308]) func isFollowedAndTold(_ status: Int) throws {
        try withServer { request in
            request.path == "/old"
                ? .redirect(status, to: "sub/../new?a=b#c") : HTTPReply("<rss/>")
        } _: { server in
            let request = FetchRequest(token: 1, url: server.url("/old"), etag: "\"e\"")
            let response = try Fetching().response(request)
            #expect(response.status == 200)
            #expect(response.effectiveURL == server.url("/new?a=b"))
            #expect(
                response.redirects == [
                    Redirect(
                        status: status, from: server.url("/old"), to: server.url("/new?a=b"))
                ])
            #expect(response.redirects[0].isPermanent == [301, 308].contains(status))
            // The validators are those of the feed, wherever it is by now.
            #expect(server.requests.map { $0.header("If-None-Match") } == ["\"e\"", "\"e\""])
            #expect(server.requests.allSatisfy { $0.header("Referer") == nil })
        }
    }

    @Test func chainsEndAtTheLimit() throws {
        try withServer { request in
            let hop = Int(request.path.dropFirst()) ?? 0
            return hop == 0 ? HTTPReply("<rss/>") : .redirect(302, to: "/\(hop - 1)")
        } _: { server in
            let fetching = try Fetching()
            let response = try fetching.response(server.url("/10"))
            #expect(response.redirects.count == 10)
            #expect(response.effectiveURL == server.url("/0"))
            let failure = try fetching.failure(server.url("/11"))
            #expect(failure.kind == .tooManyRedirects)
            #expect(failure.redirects.count == 10)
            #expect(failure.httpStatus == 302)
        }
    }

    @Test func loopsEnd() throws {
        try withServer { _ in
            .redirect(301, to: "/")
        } _: { server in
            #expect(throws: FetchFailure.self) { _ = try Fetching().response(server.url("/")) }
            #expect(server.requests.count == 11)
        }
    }

    @Test(arguments: [
        "ftp://127.0.0.1/feed", "file:///etc/passwd", "gopher://127.0.0.1:70/", "javascript:1",
        "dict://127.0.0.1:11211/stat", "http://[::/",
    ]) func leadToHTTPOnly(_ location: String) throws {
        try withServer { _ in
            .redirect(301, to: location)
        } _: { server in
            let request = FetchRequest(token: 1, url: server.url(), allowsFile: true)
            let failure = try Fetching().failure(request)
            #expect(failure.kind == .redirectRefused)
            #expect(failure.httpStatus == 301)
        }
    }

    @Test func withoutALocationIsAResponse() throws {
        try withServer { _ in
            HTTPReply("moved, guess where", status: 301)
        } _: { server in
            let response = try Fetching().response(server.url())
            #expect(response.status == 301)
            #expect(response.redirects.isEmpty)
        }
    }

    /// A redirect's content is of no interest, neither its size nor its end.
    @Test func isFollowedWhateverItsContent() throws {
        let page = [UInt8](repeating: 60, count: 100_000)
        let contents: [HTTPReply.Content] = [
            .endless(page), .cut([60], announcing: 1 << 30), .chunkedAndCut([page]),
        ]
        for content in contents {
            try withServer { request in
                guard request.path == "/old" else { return HTTPReply("<rss/>") }
                return HTTPReply(
                    status: 302, headers: [HTTPHeader("Location", "/new")], content: content)
            } _: { server in
                let response = try Fetching { $0.maxBody = 1000 }.response(server.url("/old"))
                #expect(response.body == Array("<rss/>".utf8))
            }
        }
    }

    // MARK: - Secrets

    /// The secrets of a request to `/old` on 127.0.0.1, redirected to `location`, as they arrive.
    private func secrets(
        redirectedTo location: @escaping @Sendable (LoopbackServer) -> String,
        _ target: LoopbackServer? = nil
    ) throws -> [HTTPRequest] {
        try withServer { request in
            request.path == "/old"
                ? .redirect(302, to: request.header("X-Location") ?? "") : HTTPReply("<rss/>")
        } _: { server in
            let url = "http://user:pa%20ss@127.0.0.1:\(server.port)/old"
            let request = FetchRequest(
                token: 1, url: url,
                headers: [
                    HTTPField("X-Token", "secret"), HTTPField("X-Location", location(server)),
                ])
            let response = try Fetching().response(request)
            let told = "\(response.effectiveURL) \(response.redirects)"
            #expect(!told.contains("pa") && !told.contains("user"))
            return server.requests + (target?.requests ?? [])
        }
    }

    @Test func secretsGoToTheOriginAgain() throws {
        let requests = try secrets { _ in "/new" }
        #expect(requests.count == 2)
        for request in requests {
            #expect(request.header("Authorization") == "Basic dXNlcjpwYSBzcw==")
            #expect(request.header("X-Token") == "secret")
        }
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.2"]) func secretsGoToNoOtherOrigin(
        _ address: String
    ) throws {
        try withServer(address: address) { _ in
            HTTPReply("<rss/>")
        } _: { other in
            // Another port of the same host is another origin too.
            let url = other.url("/new").replacing("http://", with: "http://a:b@")
            let requests = try secrets(redirectedTo: { _ in url }, other)
            #expect(requests.count == 2)
            #expect(requests[0].header("X-Token") == "secret")
            #expect(requests[1].header("Authorization") == nil)
            #expect(requests[1].header("X-Token") == nil)
        }
    }

    @Test func anAdoptedURLGetsSecretsOnlyAtTheConfiguredOrigin() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching()
            for (configured, expected) in [
                ("http://u:p@127.0.0.1:\(server.port)/old", "Basic dTpw"),
                ("http://u:p@localhost:\(server.port)/old", nil),
            ] {
                _ = try fetching.response(
                    FetchRequest(
                        token: 1, url: server.url("/new"), configuredURL: configured,
                        headers: [HTTPField("X-Token", "t")]))
                let asked = try #require(server.requests.last)
                #expect(asked.header("Authorization") == expected)
                #expect(asked.header("X-Token") == (expected == nil ? nil : "t"))
            }
        }
    }
}
