// SPDX-License-Identifier: Apache-2.0

/// A URI reference parted into its components (RFC 3986 section 3 and appendix B), on bytes.
///
/// Nothing is normalised and nothing is rejected: every byte sequence has components, those of
/// IRIs (RFC 3987) included. Joining the components gives the reference back.
public struct URIReference: Sendable, Equatable {
    /// The reference as it was given.
    public let bytes: [UInt8]
    /// Where the scheme stands, without its colon; nil when there is none.
    public let scheme: Range<Int>?
    /// Where the authority stands, without the two slashes before it; nil when there is none.
    public let authority: Range<Int>?
    /// Where the path stands; it may be empty.
    public let path: Range<Int>
    /// Where the query stands, without its question mark; nil when there is none.
    public let query: Range<Int>?
    /// Where the fragment stands, without its number sign; nil when there is none.
    public let fragment: Range<Int>?

    /// The components of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var index = 0
        let end = bytes.count
        scheme = Self.scheme(of: bytes)
        if let scheme { index = scheme.upperBound + 1 }
        if index + 1 < end, bytes[index] == UInt8(ascii: "/"),
            bytes[index + 1] == UInt8(ascii: "/")
        {
            let first = index + 2
            index = first
            while index < end, !Self.endsAuthority(bytes[index]) { index += 1 }
            authority = first..<index
        } else {
            authority = nil
        }
        let pathStart = index
        while index < end, bytes[index] != UInt8(ascii: "?"), bytes[index] != UInt8(ascii: "#") {
            index += 1
        }
        path = pathStart..<index
        if index < end, bytes[index] == UInt8(ascii: "?") {
            let first = index + 1
            index = first
            while index < end, bytes[index] != UInt8(ascii: "#") { index += 1 }
            query = first..<index
        } else {
            query = nil
        }
        fragment = index < end ? index + 1..<end : nil
    }

    /// The components of `string`.
    public init(_ string: String) {
        self.init(Array(string.utf8))
    }

    /// Whether there is a scheme (RFC 3986 section 4.3).
    public var isAbsolute: Bool { scheme != nil }

    /// Whether the scheme is `name`, given in lower case.
    public func hasScheme(_ name: StaticString) -> Bool {
        guard let scheme, scheme.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { expected in
            scheme.allSatisfy { unsafe bytes[$0] | 0x20 == expected[$0] }
        }
    }

    /// Whether this is an absolute http or https URL that names a host.
    public var isWebURL: Bool {
        guard hasScheme("http") || hasScheme("https"), let host else { return false }
        return !host.isEmpty
    }

    /// Where the user information stands, without its at sign; nil when there is none.
    public var userInfo: Range<Int>? {
        guard let authority,
            let at = bytes[authority].lastIndex(of: UInt8(ascii: "@"))
        else { return nil }
        return authority.lowerBound..<at
    }

    /// Where the host stands, with the brackets of an IPv6 literal; nil without an authority.
    public var host: Range<Int>? {
        guard let authority else { return nil }
        let first = userInfo.map { $0.upperBound + 1 } ?? authority.lowerBound
        if first < authority.upperBound, bytes[first] == UInt8(ascii: "[") {
            let close = bytes[first..<authority.upperBound].firstIndex(of: UInt8(ascii: "]"))
            return first..<(close.map { $0 + 1 } ?? authority.upperBound)
        }
        let colon = bytes[first..<authority.upperBound].firstIndex(of: UInt8(ascii: ":"))
        return first..<(colon ?? authority.upperBound)
    }

    /// Where the port stands, without its colon; nil when there is none.
    public var port: Range<Int>? {
        guard let authority, let host, host.upperBound < authority.upperBound,
            bytes[host.upperBound] == UInt8(ascii: ":")
        else { return nil }
        return host.upperBound + 1..<authority.upperBound
    }

    /// The reference as text; bytes that are no UTF-8 become U+FFFD.
    public var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension URIReference {
    /// `scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`, followed by a colon.
    private static func scheme(of bytes: [UInt8]) -> Range<Int>? {
        guard let first = bytes.first, isLetter(first) else { return nil }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: ":"): return 0..<index
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                continue
            default:
                if !isLetter(byte) { return nil }
            }
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
