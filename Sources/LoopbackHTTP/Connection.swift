// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// One connection of a client; used by its own thread, but for `shutDown`.
final class Connection: Sendable {
    private let descriptor: FileDescriptor
    private let number: Int
    private let core: ServerCore

    /// The largest header read: 64 KiB, more than any client of these tests sends.
    private static let maxHead = 64 << 10

    init(_ descriptor: consuming FileDescriptor, number: Int, core: ServerCore) {
        self.descriptor = descriptor
        self.number = number
        self.core = core
    }

    /// Ends all waiting for the peer, from any thread.
    func shutDown() { LoopbackSocket.shutDown(descriptor.rawValue) }

    /// Answers requests until either side has had enough.
    func serve() {
        var pending: [UInt8] = []
        // A failing read or write means that the peer has gone: the end of the connection.
        while let request = try? nextRequest(&pending) {
            let reply = core.answer(request)
            guard waits(for: reply.gate) else { break }
            // A shutdown would end the connection in order: a reset is what close alone makes then.
            if case .reset = reply.content {
                return LoopbackSocket.resetOnClose(descriptor.rawValue)
            }
            guard let stays = try? send(reply, to: request), stays else { break }
        }
        // Descriptors leak into the children of a test's process, and only this tells the peer.
        shutDown()
    }

    /// Reads to the end of the next header; nil at the end of the connection.
    private func nextRequest(_ pending: inout [UInt8]) throws(SystemError) -> HTTPRequest? {
        var searched = 0
        while true {
            if let end = Self.endOfHead(pending, from: searched) {
                let head = Array(pending[..<end])
                pending.removeFirst(end)
                return HTTPRequest(
                    head: head, connection: number,
                    monotonicMilliseconds: SystemClock.monotonicMilliseconds())
            }
            guard pending.count < Self.maxHead else { return nil }
            searched = max(pending.count - 3, 0)
            let piece = try descriptor.read(upTo: 1 << 14)
            guard !piece.isEmpty else { return nil }
            pending += piece
        }
    }

    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 4 <= bytes.count {
            if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13,
                bytes[index + 3] == 10
            {
                return index + 4
            }
            index += 1
        }
        return nil
    }

    /// Whether the gate has opened; false when the server stopped before it did.
    private func waits(for gate: Gate?) -> Bool {
        guard let gate else { return true }
        // The server's end is looked for every 20 ms, since a gate knows nothing of servers.
        while !gate.wait(until: SystemClock.monotonicMilliseconds() + 20) {
            if core.isStopped { return false }
        }
        return true
    }

    /// Whether the connection stays open.
    private func send(_ reply: HTTPReply, to request: HTTPRequest) throws(SystemError) -> Bool {
        if case .raw(let bytes) = reply.content {
            try descriptor.writeAll(bytes)
            return false
        }
        try descriptor.writeAll(Self.head(of: reply))
        if request.method == "HEAD" || Self.hasNoContent(reply.status) { return !reply.closes }
        return try sendContent(reply.content) && !reply.closes
    }

    private static func hasNoContent(_ status: Int) -> Bool {
        status < 200 || status == 204 || status == 304
    }

    private static func head(of reply: HTTPReply) -> [UInt8] {
        var lines = ["HTTP/1.1 \(reply.status) \(reason(reply.status))"]
        lines += reply.headers.map { "\($0.name): \($0.value)" }
        switch reply.content {
        case _ where hasNoContent(reply.status): break
        case .whole(let bytes), .dribbled(let bytes, bytes: _, pause: _):
            lines.append("Content-Length: \(bytes.count)")
        case .cut(_, let announced): lines.append("Content-Length: \(announced)")
        case .chunked, .chunkedAndCut, .endless: lines.append("Transfer-Encoding: chunked")
        case .untilClose, .raw, .reset: break
        }
        if reply.closes { lines.append("Connection: close") }
        // ISO 8859-1, as field values are read: one byte for each character below U+0100.
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n"
        return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200..<300: "OK"
        case 300..<400: "See elsewhere"
        default: "No"
        }
    }

    /// Whether the client can tell where the content ended, so that another may follow.
    private func sendContent(_ content: HTTPReply.Content) throws(SystemError) -> Bool {
        switch content {
        case .whole(let bytes): try descriptor.writeAll(bytes)
        case .chunked(let pieces):
            for piece in pieces where !piece.isEmpty { try sendChunk(piece) }
            try descriptor.writeAll(Array("0\r\n\r\n".utf8))
        case .chunkedAndCut(let pieces):
            for piece in pieces where !piece.isEmpty { try sendChunk(piece) }
            return false
        case .cut(let bytes, announcing: _), .untilClose(let bytes):
            try descriptor.writeAll(bytes)
            return false
        case .dribbled(let bytes, let count, let pause):
            try dribble(bytes, by: max(count, 1), pause)
        case .endless(let piece):
            while !core.isStopped { try sendChunk(piece) }
            return false
        case .raw, .reset: return false
        }
        return true
    }

    private func dribble(
        _ bytes: [UInt8], by count: Int, _ pause: Duration
    ) throws(SystemError) {
        let never = Gate()
        let milliseconds = Int64(pause / .milliseconds(1))
        var sent = 0
        while sent < bytes.count, !core.isStopped {
            let end = min(sent + count, bytes.count)
            try descriptor.writeAll(Array(bytes[sent..<end]))
            sent = end
            _ = never.wait(until: SystemClock.monotonicMilliseconds() + milliseconds)
        }
    }

    private func sendChunk(_ piece: [UInt8]) throws(SystemError) {
        let head = Array("\(String(piece.count, radix: 16))\r\n".utf8)
        try descriptor.writeAll(head + piece + Array("\r\n".utf8))
    }
}
