// SPDX-License-Identifier: Apache-2.0

import Glibc
import LoopbackHTTP
import Synchronization
import SystemCalls
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private func requests(_ range: Range<Int>, _ url: (Int) -> String) -> [FetchRequest] {
        range.map { FetchRequest(token: UInt64($0), url: url($0)) }
    }

    @Test func aHostGetsNoMoreThanItsShare() throws {
        let gate = Gate()
        try withServer { _ in
            HTTPReply(content: .whole([60]), gate: gate)
        } _: { slow in
            try withServer(address: "127.0.0.2") { _ in
                HTTPReply("<rss/>")
            } _: { quick in
                let fetching = try Fetching { $0.maxConnectionsPerHost = 2 }
                fetching.fetcher.submit(
                    requests(0..<6) { slow.url("/\($0)") }
                        + requests(10..<16) { quick.url("/\($0)") })
                // The slow host holds up nobody else.
                let first = try (0..<6).map { _ in try fetching.next().token }
                #expect(Set(first) == Set(10..<16))
                #expect(fetching.fetcher.inFlight == 6)
                // Both have arrived before any of the others may start.
                _ = (slow.nextRequest(), slow.nextRequest())
                #expect(slow.requests.count == 2)
                gate.open()
                #expect(try Set((0..<6).map { _ in try fetching.next().token }) == Set(0..<6))
                #expect(Set(slow.requests.map(\.connection)).count <= 2)
                #expect(fetching.fetcher.inFlight == 0)
            }
        }
    }

    @Test func allHostsTogetherGetNoMoreThanTheTotal() throws {
        let gate = Gate()
        let servers = try (1...6).map { number in
            try LoopbackServer(address: "127.0.0.\(number)") { _ in
                HTTPReply(content: .whole([60]), gate: gate)
            }
        }
        defer { for server in servers { server.stop() } }
        let fetching = try Fetching { $0.maxConnections = 3 }
        fetching.fetcher.submit(requests(0..<6) { servers[$0].url() })
        for server in servers.prefix(3) { _ = server.nextRequest() }
        #expect(servers.map(\.requests.count).reduce(0, +) == 3)
        gate.open()
        #expect(try Set((0..<6).map { _ in try fetching.next().token }) == Set(0..<6))
    }

    @Test func connectionsAreUsedAgain() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching()
            for _ in 0..<5 { _ = try fetching.response(server.url()) }
            #expect(Set(server.requests.map(\.connection)).count == 1)
        }
    }

    @Test func anAnswerThatDoesNotComeIsATimeout() throws {
        let never = Gate()
        try withServer { _ in
            HTTPReply(content: .whole([60]), gate: never)
        } _: { server in
            let fetching = try Fetching { $0.requestTimeout = .milliseconds(50) }
            let failure = try fetching.failure(server.url())
            #expect(failure.kind == .timeout)
            #expect(failure.httpStatus == nil)
        }
    }

    @Test func aDribbleEndsInTimeWithWhatCame() throws {
        let text = [UInt8](repeating: 60, count: 100_000)
        let content = HTTPReply.Content.dribbled(text, bytes: 10, pause: .milliseconds(10))
        try withServer { _ in
            HTTPReply(content: content)
        } _: { server in
            let fetching = try Fetching { $0.requestTimeout = .milliseconds(200) }
            let failure = try fetching.failure(server.url())
            #expect(failure.kind == .timeout)
            #expect(failure.httpStatus == 200)
            let partial = try #require(failure.partial)
            #expect(partial.isTruncated && !partial.body.isEmpty)
        }
    }

    @Test func theHopsShareOneTimeLimit() throws {
        let never = Gate()
        let content = HTTPReply.Content.dribbled([60, 60], bytes: 1, pause: .milliseconds(40))
        try withServer { request in
            if request.path == "/9" { return HTTPReply(content: .whole([]), gate: never) }
            let hop = Int(request.path.dropFirst()) ?? 0
            let location = HTTPHeader("Location", "/\(hop + 1)")
            return HTTPReply(status: 302, headers: [location], content: content)
        } _: { server in
            let fetching = try Fetching { $0.requestTimeout = .milliseconds(150) }
            let failure = try fetching.failure(server.url("/0"))
            #expect(failure.kind == .timeout)
            #expect((1...8).contains(failure.redirects.count))
        }
    }

    /// The first hop's: what comes after it is one request with it.
    @Test func itIsKnownWhenARequestWasSent() throws {
        let moved = Gate()
        try withServer { request in
            if request.path == "/" {
                return HTTPReply(
                    status: 302, headers: [HTTPHeader("Location", "/feed")], gate: moved)
            }
            return HTTPReply(content: .whole([60]))
        } _: { server in
            let fetching = try Fetching()
            let before = SystemClock.monotonicMilliseconds()
            fetching.fetcher.submit([FetchRequest(token: 1, url: server.url("/"))])
            _ = server.nextRequest()
            let asked = SystemClock.monotonicMilliseconds()
            // The clock goes on before the answer, and so before the second hop.
            while SystemClock.monotonicMilliseconds() < asked + 5 { continue }
            moved.open()
            guard case .response(let response) = try fetching.next().outcome(ContentDecoder())
            else {
                Issue.record("no response")
                return
            }
            // Not before the server had it, which would shorten the distance, nor as late as a slow
            // server answers. A millisecond is for rounding.
            let sentAt = try #require(response.sentAt)
            #expect(sentAt >= min(asked + 5, before + 50) - 1)
            #expect(sentAt <= asked + 50 + 1)
        }
    }

    @Test func aClosedPortIsRefused() throws {
        let server = try LoopbackServer { _ in HTTPReply("") }
        let url = server.url()
        server.stop()
        let failure = try Fetching().failure(url)
        #expect(failure.kind == .refused)
        let place = url.split(separator: "/")[1]
        #expect(failure.message == "\(place): connect: Connection refused")
    }

    /// A host that answers no connection, as one behind a dead router: its queue is full.
    @Test func aDeadHostHoldsItsSlotForTheConnectTimeout() throws {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        func call(_ body: (UnsafeMutablePointer<sockaddr>) -> Int32) -> Int32 {
            withUnsafeMutablePointer(to: &name) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
            }
        }
        let stream = Int32(SOCK_STREAM.rawValue)
        let listener = socket(AF_INET, stream, 0)
        defer { close(listener) }
        try #require(call { bind(listener, $0, length) } == 0 && listen(listener, 0) == 0)
        var size = length
        try #require(call { getsockname(listener, $0, &size) } == 0)
        let fillers = (0..<4).map { _ in
            socket(AF_INET, stream | Int32(SOCK_NONBLOCK.rawValue), 0)
        }
        defer { for filler in fillers { close(filler) } }
        for filler in fillers { _ = call { connect(filler, $0, length) } }
        let fetching = try Fetching {
            $0.connectTimeout = .milliseconds(100)
            $0.requestTimeout = .seconds(3600)
        }
        let port = UInt16(bigEndian: name.sin_port)
        #expect(try fetching.failure("http://127.0.0.1:\(port)/").kind == .timeout)
    }

    @Test func whatCannotBeReadIsToldWithoutAsking() throws {
        let fetching = try Fetching()
        for url in ["", "feed.xml", "ftp://example.org/", "http://user:secret@/"] {
            let failure = try fetching.failure(url)
            #expect(failure.kind == .url)
            #expect(!failure.message.contains("secret"))
        }
    }

    /// libcurl calls such a line "out of memory".
    @Test func aHeaderLineBeyondAllBoundsIsTheServersFault() throws {
        let line = "HTTP/1.1 200 OK\r\nX: \(String(repeating: "y", count: 300_000))\r\n\r\n"
        try withServer { _ in
            HTTPReply(content: .raw(Array(line.utf8)))
        } _: { server in
            let failure = try Fetching().failure(server.url())
            #expect(failure.kind == .tooLarge)
        }
    }

    @Test func oneServerOfAnAddressHoldsUpNoOther() throws {
        let never = Gate()
        try withServer { _ in
            HTTPReply(content: .whole([]), gate: never)
        } _: { slow in
            try withServer { _ in
                HTTPReply("<rss/>")
            } _: { quick in
                let fetching = try Fetching { $0.maxConnectionsPerHost = 1 }
                fetching.fetcher.submit([FetchRequest(token: 1, url: slow.url())])
                fetching.fetcher.submit([FetchRequest(token: 2, url: quick.url())])
                #expect(try fetching.next().token == 2)
                fetching.fetcher.cancelAll()
                #expect(try fetching.next().token == 1)
            }
        }
    }

    @Test func cancellingDeliversAllThatWasUnderWay() throws {
        let never = Gate()
        let asked = Gate()
        try withServer { _ in
            HTTPReply(content: .whole([60]), gate: never)
        } _: { server in
            let fetching = try Fetching({ $0.maxConnectionsPerHost = 1 }) { _ in
                asked.open()
                _ = never.wait()
                return .found([])
            }
            fetching.fetcher.submit(requests(0..<4) { server.url("/\($0)") })
            fetching.fetcher.submit([FetchRequest(token: 4, url: "http://name.example/")])
            _ = server.nextRequest()
            _ = asked.wait()
            fetching.fetcher.cancelAll()
            var tokens: Set<UInt64> = []
            for _ in 0..<5 {
                let result = try fetching.next()
                tokens.insert(result.token)
                guard case .failed(let failure) = result.outcome(ContentDecoder()) else { continue }
                #expect(failure.kind == .cancelled)
            }
            #expect(tokens == Set(0..<5))
            #expect(fetching.fetcher.inFlight == 0)
            never.open()
            // The slots are free again.
            #expect(try fetching.response(server.url()).body == [60])
        }
    }

    @Test func shutdownDeliversAndNothingComesAfterwards() throws {
        let never = Gate()
        try withServer { _ in
            HTTPReply(content: .whole([60]), gate: never)
        } _: { server in
            let fetching = try Fetching()
            fetching.fetcher.submit(requests(0..<3) { server.url("/\($0)") })
            fetching.fetcher.shutdown()
            #expect(try Set((0..<3).map { _ in try fetching.next().token }) == Set(0..<3))
            fetching.fetcher.submit(requests(5..<6) { _ in server.url() })
            fetching.fetcher.shutdown()
            #expect(fetching.fetcher.inFlight == 0)
        }
    }

    @Test(arguments: [
        (0, 86_400_000, 1), (-5, 86_400_000, 1), (1, 1, 1), (250, 250, 250),
        (1 << 60, 86_400_000, 86_400_000),
    ]) func timesAreBounded(_ milliseconds: Int, _ timeout: Int, _ bounded: Int) {
        let duration = Duration.milliseconds(milliseconds)
        #expect(duration.timeoutMilliseconds == timeout)
        #expect(duration.boundedMilliseconds == bounded)
    }

    @Test func withoutATimeLimitAnAnswerComesToo() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching {
                $0.connectTimeout = .zero
                $0.requestTimeout = .zero
            }
            #expect(try fetching.response(server.url()).status == 200)
            #expect(try fetching.response("http://localhost:\(server.port)/").status == 200)
        }
    }

    @Test func whatEndsTogetherIsDeliveredTogether() throws {
        let batches = Mailbox<Int>(capacity: 1)
        let fetcher = try Fetcher(limits: Fetching.limits()) {
            batches.post(contentsOf: [$0.count])
        }
        fetcher.submit(requests(0..<100) { _ in "no URL" })
        #expect(batches.take(upTo: 1) == [100])
        fetcher.shutdown()
    }

    @Test func newLimitsCountForWhatStartsLater() throws {
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { server in
            let fetching = try Fetching()
            #expect(try fetching.response(server.url()).status == 200)
            fetching.fetcher.reconfigure(
                Fetching.limits {
                    $0.maxBody = 3
                    $0.userAgent = "other/2"
                })
            #expect(try fetching.failure(server.url()).kind == .tooLarge)
            #expect(server.requests.last?.header("User-Agent") == "other/2")
        }
    }
}
