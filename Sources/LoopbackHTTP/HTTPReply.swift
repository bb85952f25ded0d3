// SPDX-License-Identifier: Apache-2.0

/// What the server answers, in all the ways in which real ones do well and badly.
public struct HTTPReply: Sendable {
    /// How the content is sent.
    public enum Content: Sendable {
        /// With its length in front.
        case whole([UInt8])
        /// In chunks (RFC 9112 section 7.1).
        case chunked([[UInt8]])
        /// In chunks, and the connection closed where the last one should follow.
        case chunkedAndCut([[UInt8]])
        /// With a length in front that never comes, and the connection closed.
        case cut([UInt8], announcing: Int)
        /// Without a length: the end of the connection is the end of the content.
        case untilClose([UInt8])
        /// With its length in front, then a few bytes at a time with a pause after each.
        case dribbled([UInt8], bytes: Int, pause: Duration)
        /// In chunks, the same for ever, until the client has had enough.
        case endless([UInt8])
        /// Nothing but these bytes, status line and all; then the connection is closed.
        case raw([UInt8])
        /// No answer: the connection is reset.
        case reset
    }

    /// The status code.
    public var status: Int
    /// The field lines, besides those that `content` needs.
    public var headers: [HTTPHeader]
    /// The content.
    public var content: Content
    /// Nothing is sent before this is open.
    public var gate: Gate?
    /// Whether the connection is closed afterwards.
    public var closes = false

    /// A reply.
    public init(
        status: Int = 200, headers: [HTTPHeader] = [], content: Content = .whole([]),
        gate: Gate? = nil
    ) {
        self.status = status
        self.headers = headers
        self.content = content
        self.gate = gate
    }

    /// A reply whose content is `text`.
    public init(
        _ text: String, status: Int = 200, type: String = "application/rss+xml",
        headers: [HTTPHeader] = []
    ) {
        self.init(
            status: status, headers: [HTTPHeader("Content-Type", type)] + headers,
            content: .whole(Array(text.utf8)))
    }

    /// A redirect.
    public static func redirect(_ status: Int, to location: String) -> HTTPReply {
        HTTPReply(status: status, headers: [HTTPHeader("Location", location)])
    }
}
