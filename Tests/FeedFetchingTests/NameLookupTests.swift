// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Synchronization
import SystemCalls
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct NameLookupTests {
    private static let loopback = LookupAnswer.found([IPAddress("127.0.0.1")].compactMap(\.self))

    /// Notes who is asked for.
    private final class Asked: Sendable {
        let hosts = Mutex<[String]>([])
        func answer(_ host: String) -> LookupAnswer {
            hosts.withLock { $0.append(host) }
            return host.hasPrefix("no.")
                ? .failed(FetchFailure(kind: .dns, message: "\(host): unknown")) : loopback
        }
    }

    @Test func theSystemKnowsLocalhost() throws {
        guard case .found(let addresses) = NameLookup.addresses(of: "localhost") else {
            Issue.record("localhost has no address")
            return
        }
        #expect(addresses.contains { $0.description == "127.0.0.1" || $0.description == "::1" })
        guard case .failed(let failure) = NameLookup.addresses(of: "no such name") else {
            Issue.record("a name with spaces has an address")
            return
        }
        #expect(failure.kind == .dns)
    }

    @Test func aNameIsAskedForOnceInALifetime() throws {
        let asked = Asked()
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching(resolve: asked.answer)
            for host in ["a.example", "b.example", "a.example", "A.EXAMPLE"] {
                let response = try fetching.response("http://\(host):\(server.port)/")
                #expect(response.status == 200)
            }
            for _ in 0..<2 {
                #expect(try fetching.failure("http://no.example/").kind == .dns)
            }
            #expect(
                asked.hosts.withLock { $0 } == ["a.example", "b.example", "no.example"])
        }
    }

    /// What was looked up is what libcurl connects to: it never looks up a name itself.
    @Test(arguments: [
        "a.example", "A.Example.", "under_score.example", "bücher.example", "x--y.example",
        "\(String(repeating: "l", count: 63)).example", "single",
    ]) func everyKindOfNameIsConnectedTo(_ host: String) throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching(resolve: { _ in Self.loopback })
            let response = try fetching.response("http://\(host):\(server.port)/")
            #expect(response.status == 200)
        }
    }

    @Test func theNextAddressIsTriedWhenTheFirstIsDead() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let addresses = ["::1", "127.9.9.9", "127.0.0.1"].compactMap { IPAddress($0) }
            let fetching = try Fetching(resolve: { _ in .found(addresses) })
            let response = try fetching.response("http://a.example:\(server.port)/")
            #expect(response.status == 200)
        }
    }

    @Test func whoWaitsForANameIsCounted() throws {
        let gate = Gate()
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching(resolve: { host in
                _ = gate.wait(until: .max)
                return .failed(FetchFailure(kind: .dns, message: "\(host): unknown"))
            })
            #expect(fetching.fetcher.waitingForNames == 0)
            fetching.fetcher.submit(
                ["a", "b", "b"].enumerated().map {
                    FetchRequest(token: UInt64($0), url: "http://\($1).example/")
                })
            // Asked for after them and needing no name: when it is there, they have been taken.
            _ = try fetching.response(server.url())
            #expect(fetching.fetcher.waitingForNames == 3)
            gate.open()
            for _ in 0..<3 { _ = try fetching.next() }
            #expect(fetching.fetcher.waitingForNames == 0)
        }
    }

    @Test func aLifetimeEnds() throws {
        let asked = Asked()
        let fetching = try Fetching(
            { $0.failedLookupLifetime = .milliseconds(1) }, resolve: asked.answer)
        while asked.hosts.withLock({ $0.count }) < 3 {
            #expect(try fetching.failure("http://no.example/").kind == .dns)
        }
    }

    @Test func theHopsOfARedirectAreLookedUp() throws {
        let asked = Asked()
        try withServer { request in
            request.path == "/old"
                ? .redirect(302, to: "http://new.example:\(request.header("X-Port") ?? "")/new")
                : HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching(resolve: asked.answer)
            let response = try fetching.response(
                FetchRequest(
                    token: 1, url: "http://old.example:\(server.port)/old",
                    headers: [HTTPField("X-Port", "\(server.port)")]))
            #expect(response.effectiveURL == "http://new.example:\(server.port)/new")
            #expect(asked.hosts.withLock { $0 } == ["old.example", "new.example"])
        }
    }

    /// One slow name server holds up nobody else, one thread asks for many who wait, and no more
    /// threads ask than may.
    @Test func aSlowLookupHoldsUpNobodyElse() throws {
        let gate = Gate()
        let asked = Asked()
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching({ $0.maxLookupThreads = 2 }) { host in
                if host == "slow.example" { _ = gate.wait() }
                return asked.answer(host)
            }
            fetching.fetcher.submit(
                (0..<3).map {
                    FetchRequest(token: $0, url: "http://slow.example:\(server.port)/\($0)")
                })
            for number in 0..<20 {
                fetching.fetcher.submit([
                    FetchRequest(token: 9, url: "http://\(number).example:\(server.port)/")
                ])
                #expect(try fetching.next().token == 9)
            }
            gate.open()
            #expect(try Set((0..<3).map { _ in try fetching.next().token }) == [0, 1, 2])
            #expect(asked.hosts.withLock { $0.filter { $0 == "slow.example" }.count } == 1)
        }
    }

    @Test func aLookupThatDoesNotEndIsAFailureOfTheName() throws {
        let gate = Gate()
        let fetching = try Fetching({ $0.connectTimeout = .milliseconds(30) }) { _ in
            _ = gate.wait()
            return Self.loopback
        }
        #expect(try fetching.failure("http://slow.example/").kind == .dns)
        gate.open()
    }
}
