// SPDX-License-Identifier: Apache-2.0

/// The address of a feed or a proxy as people write it, checked and parted from its credentials.
///
/// Read byte by byte: every start reads all of them, and characters cost ten times as much.
struct FeedAddress {
    /// The address without user name, password and fragment; bytes beyond ASCII in its path and
    /// query percent-encoded (RFC 3987 section 3.1).
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
        let bytes = Array(text.utf8)
        guard bytes.count <= 8192 else {
            throw InvalidValue("an address has at most 8192 bytes")
        }
        guard !Self.hasBlanks(bytes) else {
            throw InvalidValue("an address has no spaces and no control characters")
        }
        let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? 0
        guard colon > 0, bytes[(colon + 1)...].starts(with: [0x2F, 0x2F]) else {
            throw InvalidValue("an address begins with \(Self.listed(schemes))")
        }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard schemes.contains(scheme) else {
            throw InvalidValue("\(quoted(scheme)) is not possible here; \(Self.listed(schemes)) is")
        }
        let rest = bytes[(colon + 3)...]
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? rest.endIndex
        let authority = rest[..<end]
        let tail = Self.percentEncoded(rest[end...].prefix { $0 != UInt8(ascii: "#") })
        let at = authority.lastIndex(of: UInt8(ascii: "@"))
        let host = authority[(at.map { $0 + 1 } ?? authority.startIndex)...]
        credentials = try at.map { at throws(InvalidValue) in
            try Self.credentials(authority[..<at])
        }
        try Self.check(host: host)
        let hostText = String(decoding: host, as: UTF8.self)
        url = "\(scheme)://\(hostText)\(tail)"
        let defaultPort = scheme == "http" ? ":80" : ":443"
        let bare =
            hostText.hasSuffix(defaultPort) ? hostText.dropLast(defaultPort.count) : hostText[...]
        key = "\(scheme)://\(bare.lowercased())\(tail.isEmpty ? "/" : tail)"
    }

    private static func listed(_ schemes: [String]) -> String {
        schemes.map { "`\($0)://`" }.joined(separator: " or ")
    }

    /// Whether white space or a control character is among `bytes`. What is not ASCII is looked at
    /// as text, which costs more and is rare.
    private static func hasBlanks(_ bytes: [UInt8]) -> Bool {
        var isASCII = true
        for byte in bytes {
            if byte <= 0x20 || byte == 0x7F { return true }
            isASCII = isASCII && byte < 0x80
        }
        if isASCII { return false }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
            $0.properties.isWhitespace || (0x80..<0xA0).contains($0.value)
        }
    }

    private static func credentials(_ text: ArraySlice<UInt8>) throws(InvalidValue) -> Credentials {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let user = percentDecoded(text[..<(colon ?? text.endIndex)])
        let password = colon.map { percentDecoded(text[($0 + 1)...]) } ?? ""
        guard let user, let password, (user + password).utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw InvalidValue("user name and password are UTF-8 without control characters")
        }
        return Credentials(user: user, password: password)
    }

    private static func check(host text: ArraySlice<UInt8>) throws(InvalidValue) {
        var host = text
        var port: ArraySlice<UInt8>?
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")) else {
                throw InvalidValue("an IPv6 address stands between `[` and `]`")
            }
            let after = host[(close + 1)...]
            guard after.isEmpty || after.first == UInt8(ascii: ":") else {
                throw InvalidValue("only a port follows `]`")
            }
            port = after.isEmpty ? nil : after.dropFirst()
            host = host[..<close].dropFirst()
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            port = host[(colon + 1)...]
            host = host[..<colon]
        }
        guard !host.isEmpty else { throw InvalidValue("the address names no host") }
        guard host.count <= 253, !host.contains(where: { forbiddenInHosts.contains($0) }) else {
            let shown = String(decoding: host, as: UTF8.self)
            throw InvalidValue("\(quoted(shown)) is no host")
        }
        guard let port else { return }
        let number = UInt16(String(decoding: port, as: UTF8.self))
        guard port.allSatisfy({ (48...57).contains($0) }), number ?? 0 > 0 else {
            throw InvalidValue("a port is a number from 1 to 65535")
        }
    }

    private static let forbiddenInHosts = Array("<>\"{}|\\^`%".utf8)

    private static func percentEncoded(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(where: { $0 >= 0x80 }) else {
            return String(decoding: text, as: UTF8.self)
        }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text {
            guard byte >= 0x80 else {
                bytes.append(byte)
                continue
            }
            bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `text` with `%XX` decoded; nil when that gives no UTF-8. A `%` that begins no code stays.
    static func percentDecoded(_ text: ArraySlice<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let code = String(decoding: text[index...].prefix(3), as: UTF8.self)
            if code.utf8.count == 3, code.hasPrefix("%"),
                code.dropFirst().allSatisfy(\.isHexDigit),
                let value = UInt8(code.dropFirst(), radix: 16)
            {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(text[index])
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}
