// SPDX-License-Identifier: Apache-2.0

/// The address of a feed or a proxy as people write it, checked and parted from its credentials.
struct FeedAddress {
    /// The address without user name, password and fragment; code points beyond ASCII in its path
    /// and query percent-encoded (RFC 3987 section 3.1).
    let url: String
    /// The user name and password that stood in it.
    let credentials: Credentials?
    /// The same for every way of writing this address: scheme and host in lower case, no default
    /// port.
    let key: String

    /// Reads `text`, or says why it is no address. The reason never shows a password.
    ///
    /// - Parameter schemes: The schemes that are allowed, in lower case, without the colon.
    init(_ text: String, schemes: [String]) throws(InvalidValue) {
        guard text.utf8.count <= 8192 else {
            throw InvalidValue("an address has at most 8192 bytes")
        }
        guard !text.unicodeScalars.contains(where: Self.isForbidden) else {
            throw InvalidValue("an address has no spaces and no control characters")
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts[0].lowercased()
        guard parts.count == 2, parts[1].hasPrefix("//"), !scheme.isEmpty else {
            throw InvalidValue("an address begins with \(Self.listed(schemes))")
        }
        guard schemes.contains(scheme) else {
            throw InvalidValue("\(quoted(scheme)) is not possible here; \(Self.listed(schemes)) is")
        }
        let rest = parts[1].dropFirst(2)
        let authority = rest.prefix { !"/?#".contains($0) }
        let tail = rest[authority.endIndex...].prefix { $0 != "#" }
        let at = authority.lastIndex(of: "@")
        let host = at.map { authority[authority.index(after: $0)...] } ?? authority
        credentials = try at.map { at throws(InvalidValue) in
            try Self.credentials(authority[..<at])
        }
        try Self.check(host: host)
        url = "\(scheme)://\(host)\(Self.percentEncoded(tail))"
        let defaultPort = scheme == "http" ? ":80" : ":443"
        let name = host.lowercased()
        let bare = name.hasSuffix(defaultPort) ? String(name.dropLast(defaultPort.count)) : name
        key = "\(scheme)://\(bare)\(tail.isEmpty ? "/" : Self.percentEncoded(tail))"
    }

    private static func listed(_ schemes: [String]) -> String {
        schemes.map { "`\($0)://`" }.joined(separator: " or ")
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F..<0xA0) ~= scalar.value
    }

    private static func credentials(_ text: Substring) throws(InvalidValue) -> Credentials {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let user = percentDecoded(parts[0])
        let password = parts.count == 2 ? percentDecoded(parts[1]) : ""
        guard let user, let password, (user + password).utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw InvalidValue("user name and password are UTF-8 without control characters")
        }
        return Credentials(user: user, password: password)
    }

    private static func check(host text: Substring) throws(InvalidValue) {
        var host = text
        var port: Substring?
        if host.hasPrefix("[") {
            guard let close = host.firstIndex(of: "]") else {
                throw InvalidValue("an IPv6 address stands between `[` and `]`")
            }
            let after = host[host.index(after: close)...]
            guard after.isEmpty || after.hasPrefix(":") else {
                throw InvalidValue("only a port follows `]`")
            }
            port = after.isEmpty ? nil : after.dropFirst()
            host = host[..<close].dropFirst()
        } else if let colon = host.firstIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        guard !host.isEmpty else { throw InvalidValue("the address names no host") }
        guard host.utf8.count <= 253, !host.contains(where: { "<>\"{}|\\^`%".contains($0) }) else {
            throw InvalidValue("\(quoted(host)) is no host")
        }
        if let port {
            guard port.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt16(port),
                number > 0
            else { throw InvalidValue("a port is a number from 1 to 65535") }
        }
    }

    private static func percentEncoded(_ text: Substring) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            guard byte >= 0x80 else {
                bytes.append(byte)
                continue
            }
            bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `text` with `%XX` decoded; nil when that gives no UTF-8. A `%` that begins no code stays.
    static func percentDecoded(_ text: Substring) -> String? {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let code = String(decoding: bytes[index...].prefix(3), as: UTF8.self)
            if code.first == "%", code.dropFirst().allSatisfy(\.isHexDigit),
                code.utf8.count == 3, let value = UInt8(code.dropFirst(), radix: 16)
            {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}
