// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct BodyTests {
    static let codings: [(String, [UInt8])] = [
        ("gzip", Samples.gzip), ("x-gzip", Samples.gzip), ("deflate", Samples.zlib),
        ("deflate", Samples.rawDeflate), ("br", Samples.brotli), ("zstd", Samples.zstd),
        ("", Samples.text), ("utf-8", Samples.text),
    ]

    private static func reply(_ coding: String, _ content: HTTPReply.Content) -> HTTPReply {
        HTTPReply(
            headers: coding.isEmpty ? [] : [HTTPHeader("Content-Encoding", coding)],
            content: content)
    }

    @Test(arguments: codings) func encodingsAreUndone(_ coding: String, _ wire: [UInt8]) throws {
        let chunks = [Array(wire.prefix(7)), Array(wire.dropFirst(7))]
        let contents: [HTTPReply.Content] = [.whole(wire), .chunked(chunks), .untilClose(wire)]
        for content in contents {
            try withServer { _ in
                Self.reply(coding, content)
            } _: { server in
                let response = try Fetching().response(server.url())
                #expect(response.body == Samples.text)
                #expect(response.wireBytes == wire.count)
            }
        }
    }

    @Test(arguments: codings) func whatIsCutIsNoResponse(
        _ coding: String, _ wire: [UInt8]
    ) throws {
        let half = Array(wire.prefix(wire.count / 2))
        var contents: [HTTPReply.Content] = [
            .cut(half, announcing: wire.count), .chunkedAndCut([half]),
        ]
        // Only the encoding itself tells when the server took the half for the whole.
        if !["", "utf-8"].contains(coding) { contents.append(.whole(half)) }
        for content in contents {
            try withServer { _ in
                var reply = Self.reply(coding, content)
                reply.headers.append(HTTPHeader("ETag", "\"half\""))
                return reply
            } _: { server in
                let failure = try Fetching().failure(server.url())
                #expect(failure.kind == .truncated)
                #expect(failure.httpStatus == 200)
                let partial = try #require(failure.partial)
                #expect(partial.isTruncated)
                #expect(partial.etag == "\"half\"")
                #expect(Samples.text.starts(with: partial.body))
                // These two are one block here, which is there as a whole or not at all.
                #expect(["br", "zstd"].contains(coding) || !partial.body.isEmpty)
                #expect(partial.body.count < Samples.text.count)
            }
        }
    }

    @Test func aDamagedEncodingIsToldApart() throws {
        var wire = Samples.gzip
        wire[wire.count - 6] ^= 1
        let content = wire
        try withServer { _ in
            Self.reply("gzip", .whole(content))
        } _: { server in
            try #expect(Fetching().failure(server.url()).kind == .encoding)
        }
        let tower = "gzip, gzip, gzip, gzip"
        try withServer { _ in
            Self.reply(tower, .whole(Samples.gzip))
        } _: { server in
            try #expect(Fetching().failure(server.url()).kind == .encoding)
        }
    }

    @Test func theLimitHoldsOnTheWireAndAfterDecoding() throws {
        let bombs: [HTTPReply] = [
            Self.reply("gzip", .whole(Samples.gzipOfZeros)),
            Self.reply("br", .whole(Samples.brotliOfZeros)),
            Self.reply("zstd", .chunked([Samples.zstdOfZeros])),
            Self.reply("", .whole([UInt8](repeating: 32, count: 70_000))),
            Self.reply("", .cut([32], announcing: 1 << 40)),
            Self.reply("", .endless([UInt8](repeating: 32, count: 10_000))),
            Self.reply("gzip", .endless([0x1F, 0x8B, 8, 0, 0, 0])),
        ]
        let fetching = try Fetching { $0.maxBody = 65_536 }
        for bomb in bombs {
            try withServer { _ in
                bomb
            } _: { server in
                let failure = try fetching.failure(server.url())
                #expect(failure.kind == .tooLarge)
                #expect(failure.partial == nil)
            }
        }
        let just = [UInt8](repeating: 32, count: 65_536)
        try withServer { _ in
            Self.reply("", .chunked([just]))
        } _: { server in
            try #expect(fetching.response(server.url()).body.count == 65_536)
        }
    }

    @Test func aHeaderHasItsLimit() throws {
        let lines = (0..<3000).map { "X-Header-\($0): \(String(repeating: "x", count: 40))\r\n" }
        let heads = [
            "HTTP/1.1 200 OK\r\n" + lines.joined() + "\r\n",
            "HTTP/1.1 200 OK\r\nX: \(String(repeating: "y", count: 90_000))\r\n\r\n",
            String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", count: 5000),
            "HTTP/1.1 302 Found\r\nLocation: /x\r\n" + lines.joined() + "\r\n",
        ]
        let fetching = try Fetching()
        for head in heads {
            try withServer { _ in
                HTTPReply(content: .raw(Array(head.utf8)))
            } _: { server in
                try #expect(fetching.failure(server.url()).kind == .tooLarge)
            }
        }
    }

    @Test func anErrorIsAResponseWithTheBeginningOfItsContent() throws {
        let page = [UInt8](repeating: 60, count: 200_000)
        let contents: [HTTPReply.Content] = [
            .whole(page), .endless(page), .cut(page, announcing: 1 << 30),
        ]
        let fetching = try Fetching { $0.maxBody = 100 }
        for content in contents {
            try withServer { _ in
                HTTPReply(
                    status: 429, headers: [HTTPHeader("Retry-After", "7")], content: content)
            } _: { server in
                let response = try fetching.response(server.url())
                #expect(response.status == 429)
                #expect(response.retryAfter == "7")
                #expect(response.body.count == 65_536)
                #expect(response.isTruncated)
            }
        }
        try withServer { _ in
            HTTPReply("no such feed", status: 404)
        } _: { server in
            let response = try fetching.response(server.url())
            #expect(response.status == 404)
            #expect(response.body == Array("no such feed".utf8))
            #expect(!response.isTruncated)
        }
    }

    @Test func whatIsNotHTTPIsAFailure() throws {
        let fetching = try Fetching()
        for bytes in ["", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Le"] {
            try withServer { _ in
                HTTPReply(content: .raw(Array(bytes.utf8)))
            } _: { server in
                let failure = try fetching.failure(server.url())
                #expect(failure.kind == .protocol || failure.kind == .truncated)
                #expect(failure.partial == nil)
            }
        }
        try withServer { _ in
            HTTPReply(content: .reset)
        } _: { server in
            try #expect(fetching.failure(server.url()).kind == .protocol)
        }
    }
}
