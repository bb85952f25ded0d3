// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import SystemCalls
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    private static let unknown = LookupAnswer.failed(
        FetchFailure(kind: .dns, message: "no such name"))

    private static func answer(_ host: String) -> LookupAnswer {
        switch host {
        case "proxy.example", "inner.example":
            .found([IPAddress("127.0.0.1")].compactMap(\.self))
        case "outer.example": .found([IPAddress("192.31.196.1")].compactMap(\.self))
        default: unknown
        }
    }

    private func proxied(_ proxies: ProxyRules) throws -> Fetching {
        try Fetching(
            {
                $0.allowedAddresses = .globalUnicast
                $0.proxies = proxies
            }, resolve: Self.answer)
    }

    @Test(arguments: ["127.0.0.1", "proxy.example"]) func isAskedWhateverItsAddress(
        _ host: String
    ) throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { proxy in
            let fetching = try proxied(ProxyRules(http: "http://u:p@\(host):\(proxy.port)"))
            for name in ["outer.example", "only-the-proxy-knows.example"] {
                let response = try fetching.response("http://\(name)/feed")
                #expect(response.status == 200)
                #expect(proxy.requests.last?.target == "http://\(name)/feed")
            }
            #expect(proxy.requests.last?.header("Proxy-Authorization") == "Basic dTpw")
        }
    }

    @Test(arguments: ["http://127.0.0.1/", "http://inner.example/", "http://10.0.0.1/"])
    func isNotAskedForWhatIsPrivate(_ url: String) throws {
        try withServer { _ in
            HTTPReply("secret")
        } _: { proxy in
            let failure = try proxied(ProxyRules(http: proxy.url())).failure(url)
            #expect(failure.kind == .addressRefused)
            #expect(proxy.requests.isEmpty)
        }
    }

    @Test func aFeedsOwnProxyGoesFirst() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { proxy in
            let fetching = try proxied(
                ProxyRules(http: "http://127.0.0.1:1", exceptions: ["outer.example"]))
            let request = FetchRequest(
                token: 1, url: "http://outer.example/", proxy: proxy.url())
            try #expect(fetching.response(request).status == 200)
        }
    }

    @Test func anEmptyOneIsNoneAndExemptsNobody() throws {
        try withServer { _ in
            HTTPReply("secret")
        } _: { server in
            let fetching = try proxied(ProxyRules(http: "http://127.0.0.1:1"))
            let request = FetchRequest(token: 1, url: server.url(), proxy: "")
            try #expect(fetching.failure(request).kind == .addressRefused)
            fetching.fetcher.reconfigure(Fetching.limits { $0.proxies = ProxyRules(http: "x:1") })
            try #expect(fetching.response(request).status == 200)
        }
    }

    @Test func itsFailuresAreToldApart() throws {
        let fetching = try proxied(ProxyRules())
        func kind(_ proxy: String, _ url: String) throws -> FetchFailure.Kind {
            try fetching.failure(FetchRequest(token: 1, url: url, proxy: proxy)).kind
        }
        try #expect(kind("http://127.0.0.1:1", "http://outer.example/") == .proxy)
        try #expect(kind("http://nowhere.example:1", "http://outer.example/") == .proxy)
        try #expect(kind("http://[", "http://outer.example/") == .proxy)
        try withServer { _ in
            HTTPReply("no tunnels", status: 403)
        } _: { proxy in
            try #expect(kind(proxy.url(), "https://outer.example/") == .proxy)
            #expect(proxy.requests.first?.method == "CONNECT")
        }
    }
}
