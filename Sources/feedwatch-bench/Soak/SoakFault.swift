// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Randomness

/// What goes wrong with an answer now and then.
enum SoakFault: CaseIterable {
    case reset, silence, slow, slowButWhole, nonsense, empty, endless
    case missing, serverError, unavailable, tooMany
    case page, redirectLoop, redirectToForbidden
    case cut, cutChunks, shortDocument, malformed, badBytes
    case cutGzip, spoiltGzip, plainAsGzip

    /// One answer in eight is faulty, a fault like the next.
    static func of(_ feed: SoakFeed, request: Int) -> SoakFault? {
        var random = SplitMix64(
            seed: UInt64(truncatingIfNeeded: feed.number) << 32
                &+ UInt64(truncatingIfNeeded: request))
        guard random.next() % 8 == 0 else { return nil }
        let fault = allCases[Int(random.next() % UInt64(allCases.count))]
        switch fault {
        // Held is a whole host: of one host in forty.
        case .tooMany where feed.number % SoakSite.hosts != 0: return .unavailable
        // A body of a megabyte for each takes time of the machine that others want.
        case .endless where random.next() % 8 != 0: return .empty
        default: return fault
        }
    }

    /// The answer, in place of `document`.
    ///
    /// - Parameter gate: Opens when the client has given up.
    func reply(_ document: SoakDocument, gate: Gate) -> HTTPReply {
        let bytes = document.bytes
        let half = Array(bytes[..<(bytes.count / 2)])
        let headers = [HTTPHeader("Content-Type", document.type)]
        func content(_ content: HTTPReply.Content) -> HTTPReply {
            HTTPReply(headers: headers, content: content)
        }
        func encoded(_ bytes: [UInt8]) -> HTTPReply {
            HTTPReply(
                headers: headers + [HTTPHeader("Content-Encoding", "gzip")],
                content: .whole(bytes))
        }
        switch self {
        case .reset: return HTTPReply(content: .reset)
        case .silence: return HTTPReply(headers: headers, content: .whole(bytes), gate: gate)
        case .slow: return content(.dribbled(bytes, bytes: 1, pause: .milliseconds(500)))
        case .slowButWhole:
            return content(.dribbled(bytes, bytes: bytes.count / 8 + 1, pause: .milliseconds(100)))
        case .nonsense: return content(.raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)))
        case .empty: return content(.whole([]))
        case .endless: return content(.endless([UInt8](repeating: 0x20, count: 1 << 16)))
        case .missing: return HTTPReply("no\n", status: 404, type: "text/plain")
        case .serverError: return HTTPReply("no\n", status: 500, type: "text/plain")
        case .unavailable:
            return HTTPReply(status: 503, headers: [HTTPHeader("Retry-After", "5")])
        case .tooMany: return HTTPReply(status: 429, headers: [HTTPHeader("Retry-After", "2")])
        case .page:
            return HTTPReply("<!DOCTYPE html><html><title>Down</title></html>", type: "text/html")
        case .redirectLoop: return .redirect(302, to: "/loop/\(document.feed.number)")
        case .redirectToForbidden: return .redirect(302, to: "http://169.254.169.254/latest/")
        case .cut: return content(.cut(half, announcing: bytes.count))
        case .cutChunks: return content(.chunkedAndCut([half]))
        case .shortDocument: return content(.whole(half))
        case .malformed: return content(.whole(half + Array("<item><a & b</c>\u{0}".utf8)))
        case .badBytes: return content(.whole(half + [0xFF, 0xC0, 0x80] + bytes[half.count...]))
        case .cutGzip: return encoded(Array(GzipMember.of(bytes).dropLast(20)))
        case .spoiltGzip:
            // In its checksum: a change further in front may decode to other words, and then to an
            // early end, which nobody can tell from a stream that was cut.
            var member = GzipMember.of(bytes)
            member[member.count - 6] ^= 0x55
            return encoded(member)
        case .plainAsGzip: return encoded(bytes)
        }
    }
}
