// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// The files of a directory as a handler for a `LoopbackServer`: content types by extension,
/// validators, 304; nothing outside of the directory, no hidden files, no symbolic links.
public struct StaticFiles: Sendable {
    private let directory: String

    /// The largest file served: 64 MiB.
    private static let maxSize = 64 << 20

    /// - Parameter directory: The path of the directory.
    public init(directory: String) {
        self.directory = directory
    }

    /// The answer to a request.
    public func reply(to request: HTTPRequest) -> HTTPReply {
        guard request.method == "GET" || request.method == "HEAD" else {
            var reply = HTTPReply("GET and HEAD only\n", status: 405, type: "text/plain")
            reply.headers.append(HTTPHeader("Allow", "GET, HEAD"))
            return reply
        }
        guard let path = path(of: request), let status = try? FileSystem.status(of: path),
            let content = try? FileSystem.contents(of: path, limit: Self.maxSize)
        else { return HTTPReply("no such file\n", status: 404, type: "text/plain") }
        let headers = [
            HTTPHeader("Content-Type", Self.contentType(of: path)),
            HTTPHeader("ETag", Self.etag(status)),
            HTTPHeader("Last-Modified", Self.date(status.modifiedMilliseconds / 1000)),
        ]
        let isKnown = Self.isKnown(request, etag: headers[1].value, date: headers[2].value)
        return HTTPReply(
            status: isKnown ? 304 : 200, headers: headers,
            content: .whole(isKnown ? [] : content))
    }

    /// The path of the regular file that is asked for; nil when there is none to be served.
    private func path(of request: HTTPRequest) -> String? {
        guard request.path.hasPrefix("/"), let decoded = Self.percentDecoded(request.path) else {
            return nil
        }
        var path = directory
        // An empty name is what `//` and a trailing slash leave.
        for name in decoded.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(0) else { return nil }
            path += "/\(name)"
            guard let found = try? FileSystem.status(of: path, followingLinks: false),
                found.isDirectory || found.isRegularFile
            else { return nil }
        }
        return path
    }

    private static func percentDecoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(rest.prefix(2)), digits.utf8.count == 2,
                digits.utf8.allSatisfy({ isxdigit(Int32($0)) != 0 }),
                let value = UInt8(digits, radix: 16)
            else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether the client has what it asks for: by If-None-Match, and only without it by
    /// If-Modified-Since (RFC 9110 section 13.2.2).
    private static func isKnown(_ request: HTTPRequest, etag: String, date: String) -> Bool {
        guard let known = request.header("If-None-Match") else {
            return request.header("If-Modified-Since") == date
        }
        return known == "*" || known.split(separator: ",").contains { $0.contains(etag) }
    }

    private static func etag(_ status: FileStatus) -> String {
        let modified = String(status.modifiedMilliseconds, radix: 16)
        return "\"\(modified)-\(String(status.size, radix: 16))\""
    }

    /// RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = unsafe tm()
        // Fails for years beyond Int32 only.
        guard unsafe gmtime_r(&time, &parts) != nil else { return "" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (weekday, month) = unsafe (Int(parts.tm_wday), Int(parts.tm_mon))
        let date = unsafe "\(two(parts.tm_mday)) \(months[month]) \(1900 + Int(parts.tm_year))"
        let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map(two)
        return "\(days[weekday]), \(date) \(clock.joined(separator: ":")) GMT"
    }

    private static func contentType(of path: String) -> String {
        switch path.split(separator: ".").last.map({ $0.lowercased() }) {
        case "rss": "application/rss+xml"
        case "rdf": "application/rdf+xml"
        case "atom": "application/atom+xml"
        case "xml": "application/xml"
        case "json": "application/feed+json"
        case "html": "text/html; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
