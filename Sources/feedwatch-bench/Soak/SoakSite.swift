// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Synchronization
import SystemCalls

/// The feeds of the soak, on forty hosts of loopback, with their faults, and the account of what
/// was offered.
final class SoakSite: Sendable {
    /// How many hosts there are.
    static let hosts = 40

    private let servers: [LoopbackServer]
    private let core: Core

    /// Starts to serve.
    init() throws(SystemError) {
        let core = Core()
        self.core = core
        var servers: [LoopbackServer] = []
        for host in 0..<Self.hosts {
            servers.append(
                try LoopbackServer(address: "127.0.1.\(host + 1)", recordsRequests: false) {
                    core.reply(to: $0)
                })
        }
        self.servers = servers
        core.elsewhere.withLock { [url = servers[1].url()] in $0 = url }
    }

    /// The URL of a feed.
    func url(of feed: Int) -> String { servers[feed % Self.hosts].url("/f/\(feed)") }

    /// Ends all connections.
    func stop() {
        core.gates.withLock { gates in for gate in gates { gate.open() } }
        for server in servers { server.stop() }
    }

    /// Lets go the answers that were held back when this was called last; to be called less often
    /// than clients wait.
    func letGo() {
        core.gates.withLock { gates in
            gates.removeFirst().open()
            gates.append(Gate())
        }
    }

    /// From now on nothing new is published, and nothing is at fault.
    func fallSilent() {
        core.silence.withLock { $0 = $0 ?? core.time }
    }

    /// What was answered so far.
    var account: SoakAccount { core.account.withLock { $0 } }

    /// What the threads of the connections share.
    private final class Core: Sendable {
        let account = Mutex(SoakAccount())
        /// The younger gate holds back new answers, the older one those of a while ago.
        let gates = Mutex([Gate(), Gate()])
        let silence = Mutex<Int64?>(nil)
        let elsewhere = Mutex("")
        private let begin = SystemClock.monotonicMilliseconds()

        var time: Int64 { SystemClock.monotonicMilliseconds() - begin }

        func reply(to request: HTTPRequest) -> HTTPReply {
            let parts = request.path.split(separator: "/")
            guard parts.count == 2, let number = Int(parts[1]) else {
                return HTTPReply(status: 404)
            }
            if parts[0] == "loop" { return .redirect(302, to: request.path) }
            let feed = SoakFeed(number: number)
            let silence = silence.withLock { $0 }
            let count = account.withLock { $0.note(request: number) }
            let document = SoakDocument(feed: feed, newest: feed.newest(at: silence ?? time))
            if let reply = habitual(feed, isMoved: parts[0] != "f") { return reply }
            if silence == nil, let fault = SoakFault.of(feed, request: count) {
                account.withLock { $0.faults[fault, default: 0] += 1 }
                return fault.reply(document, gate: gates.withLock { $0[1] })
            }
            return clean(document, to: request, count: count)
        }

        /// What feeds of some characters always answer at their first address.
        private func habitual(_ feed: SoakFeed, isMoved: Bool) -> HTTPReply? {
            switch feed.character {
            case .missing: HTTPReply(status: 404)
            case .gone: HTTPReply(status: 410)
            case .page: HTTPReply("<!DOCTYPE html><html><body>Hello</html>", type: "text/html")
            case .movedForGood where !isMoved: .redirect(301, to: "/moved/\(feed.number)")
            case .sentElsewhere where !isMoved:
                .redirect(302, to: elsewhere.withLock { $0 } + "/moved/\(feed.number)")
            default: nil
            }
        }

        private func clean(
            _ document: SoakDocument, to request: HTTPRequest, count: Int
        ) -> HTTPReply {
            let feed = document.feed
            var etag = "\"\(feed.number)-\(document.newest)\""
            // An ETag that changes though nothing else does.
            if count % 16 == 0 { etag = "W/\"\(count)\"" }
            var headers = [HTTPHeader("Content-Type", document.type)]
            if feed.character != .withoutValidators { headers.append(HTTPHeader("ETag", etag)) }
            if request.header("If-None-Match") == etag {
                return HTTPReply(status: 304, headers: headers)
            }
            account.withLock { $0.offer(feed.entries(newest: document.newest)) }
            let bytes = document.bytes
            guard count % 2 == 0 else { return HTTPReply(headers: headers, content: .whole(bytes)) }
            headers.append(HTTPHeader("Content-Encoding", "gzip"))
            return HTTPReply(headers: headers, content: .whole(GzipMember.of(bytes)))
        }
    }
}
