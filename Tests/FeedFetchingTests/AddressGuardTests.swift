// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import SystemCalls
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct AddressGuardTests {
    private static let loopback = LookupAnswer.found([IPAddress("127.0.0.1")].compactMap(\.self))

    private func guarded(
        _ policy: AddressPolicy = .globalUnicast,
        resolve: @escaping @Sendable (String) -> LookupAnswer = { _ in loopback }
    ) throws -> Fetching {
        try Fetching({ $0.allowedAddresses = policy }, resolve: resolve)
    }

    @Test(arguments: [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "0", "0.0.0.0",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::]",
        "[64:ff9b::127.0.0.1]", "localhost", "a.name.example", "127.0.0.1.", "１２７.0.0.1",
    ]) func refusesEverySpellingOfLoopback(_ host: String) throws {
        try withServer { _ in
            HTTPReply("secret")
        } _: { server in
            let failure = try guarded().failure("http://\(host):\(server.port)/")
            #expect(failure.kind == .addressRefused)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func refusesTheHopsOfARedirectToo() throws {
        try withServer(address: "127.0.0.2") { _ in
            HTTPReply("secret")
        } _: { inner in
            try withServer { request in
                .redirect(302, to: request.path == "/name" ? "http://inner.example/" : inner.url())
            } _: { outer in
                let networks = [IPNetwork("127.0.0.1")].compactMap(\.self)
                let fetching = try guarded(.globalUnicastAnd(networks)) { _ in
                    .found([IPAddress("127.0.0.2")].compactMap(\.self))
                }
                for path in ["/literal", "/name"] {
                    let failure = try fetching.failure(outer.url(path))
                    #expect(failure.kind == .addressRefused)
                    #expect(failure.redirects.count == 1)
                }
                #expect(outer.requests.count == 2)
                #expect(inner.requests.isEmpty)
            }
        }
    }

    @Test func aNameMayUseItsAllowedAddressesOnly() throws {
        try withServer(address: "127.0.0.2") { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let networks = [IPNetwork("127.0.0.2/32")].compactMap(\.self)
            let fetching = try guarded(.globalUnicastAnd(networks)) { _ in
                .found(["127.0.0.1", "127.0.0.2", "::1"].compactMap { IPAddress($0) })
            }
            let response = try fetching.response("http://mixed.example:\(server.port)/")
            #expect(response.status == 200)
            #expect(server.requests.first?.header("Host") == "mixed.example:\(server.port)")
        }
    }

    /// The guard at the socket by itself, without the judgements that come before it.
    @Test(arguments: ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"])
    func theSocketIsNotOpened(_ host: String) throws {
        try withServer { _ in
            HTTPReply("secret")
        } _: { server in
            let limits = Fetching.limits { $0.allowedAddresses = .globalUnicast }
            let transfer = try Transfer(limits)
            let exchange = try Exchange(
                FetchRequest(token: 1, url: "http://\(host):\(server.port)/"))
            let multi = try CurlMulti()
            try transfer.begin(exchange, limits)
            try multi.add(transfer.easy)
            var verdict: Verdict?
            while verdict == nil {
                try multi.perform()
                if let done = multi.nextDone() {
                    verdict = transfer.verdict(
                        done.result, on: exchange, maxRedirects: 0,
                        decoder: ContentDecoder(limit: 0))
                } else {
                    try multi.poll(milliseconds: 100)
                }
            }
            try multi.remove(transfer.easy)
            guard case .done(.settled(.failed(let failure))) = verdict else {
                Issue.record("not refused")
                return
            }
            #expect(failure.kind == .addressRefused)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func aNewPolicyCountsForTheNextRequest() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try guarded(.everything)
            try #expect(fetching.response(server.url()).status == 200)
            fetching.fetcher.reconfigure(
                Fetching.limits { $0.allowedAddresses = .globalUnicast })
            // Even though the connection of before would still be open.
            try #expect(fetching.failure(server.url()).kind == .addressRefused)
            let named = try fetching.failure("http://name.example:\(server.port)/")
            #expect(named.kind == .addressRefused)
        }
    }
}
