// SPDX-License-Identifier: Apache-2.0

/// An absolute http or https URL in its normal form (RFC 3986, section 6.2.2 and 6.2.3), without
/// user and fragment.
struct WebURL {
    /// The host in ASCII, lower case, without a dot at its end; an IPv6 literal in brackets.
    let host: [UInt8]
    /// The port, nil for the default one of the scheme.
    let port: UInt16?
    /// The path without dot segments; empty or starting with `/`.
    let path: [UInt8]
    /// What follows `?`, empty where there is none.
    let query: [UInt8]

    /// Reads `url`; nil for another scheme, a relative reference, no host or a bad one or a bad
    /// port. Control characters and white space around and line breaks within are passed over, as
    /// browsers do (URL Standard, section 4.4).
    init?(_ url: UnsafeBufferPointer<UInt8>) {
        let trimmed = unsafe url.drop { $0 <= 0x20 }
        // Most guids are no URLs: seen before anything is copied.
        guard unsafe trimmed.first?.lowercasedASCII == UInt8(ascii: "h") else { return nil }
        var rest = unsafe trimmed.filter { $0 != 9 && $0 != 10 && $0 != 13 }[...]
        while let last = rest.last, last <= 0x20 { rest.removeLast() }
        let isSecure: Bool
        if Self.drop("https://", from: &rest) {
            isSecure = true
        } else if Self.drop("http://", from: &rest) {
            isSecure = false
        } else {
            return nil
        }
        rest = rest.prefix { $0 != UInt8(ascii: "#") }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        rest = rest[authority.endIndex...]
        let user = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 }
        guard
            let (host, port) = Self.hostAndPort(authority[(user ?? authority.startIndex)...]),
            let name = HostName.normalised(host)
        else { return nil }
        self.host = name
        self.port = port == (isSecure ? 443 : 80) ? nil : port
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        self.path = Self.withoutDotSegments(PercentEncoding.normalised(path, .path))
        query = PercentEncoding.normalised(rest[path.endIndex...].dropFirst(), .query)
    }

    /// Takes `scheme`, in any case, off the front of `text`.
    private static func drop(_ scheme: StaticString, from text: inout ArraySlice<UInt8>) -> Bool {
        let count = scheme.utf8CodeUnitCount
        let isThere = scheme.withUTF8Buffer { wanted in
            unsafe text.prefix(count).elementsEqual(wanted) { $0.lowercasedASCII == $1 }
        }
        if isThere { text.removeFirst(count) }
        return isThere
    }

    /// Splits `host [":" port]`; nil for a port that is no number below 65536.
    private static func hostAndPort(
        _ text: ArraySlice<UInt8>
    ) -> (host: ArraySlice<UInt8>, port: UInt16?)? {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")),
            !text[colon...].contains(UInt8(ascii: "]"))
        else { return (text, nil) }
        let digits = text[(colon + 1)...]
        if digits.isEmpty { return (text[..<colon], nil) }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(String(decoding: digits, as: UTF8.self))
        else { return nil }
        return (text[..<colon], port)
    }

    /// `remove_dot_segments` of RFC 3986, section 5.2.4, for a path that is empty or absolute.
    private static func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
        let hasDots = zip(path, path.dropFirst()).contains {
            $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: ".")
        }
        guard hasDots else { return path }
        var kept: [UInt8] = []
        var rest = path[...]
        while rest.popFirst() != nil {
            let segment = rest.prefix { $0 != UInt8(ascii: "/") }
            rest = rest[segment.endIndex...]
            if segment.elementsEqual("..".utf8) {
                if let slash = kept.lastIndex(of: UInt8(ascii: "/")) {
                    kept.removeSubrange(slash...)
                }
                if rest.isEmpty { kept.append(UInt8(ascii: "/")) }
            } else if segment.elementsEqual(".".utf8) {
                if rest.isEmpty { kept.append(UInt8(ascii: "/")) }
            } else {
                kept.append(UInt8(ascii: "/"))
                kept += segment
            }
        }
        return kept
    }
}
