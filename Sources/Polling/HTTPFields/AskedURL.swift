// SPDX-License-Identifier: Apache-2.0

/// The parts of an absolute URL that decide whom a request reaches.
struct AskedURL: Sendable {
    /// In lower case.
    let scheme: String
    /// The host in lower case, with its port where that is not the scheme's own; empty for `file`
    /// and for what is no URL. What one server answers for, http or https alike.
    let host: String
    /// Whether the URL carries a user name or password.
    let hasCredentials: Bool
    /// The URL with scheme and host as above and without fragment: equal for equal requests.
    let normalized: String

    init(_ url: String) {
        if let length = Self.plainLength(of: url) {
            (scheme, hasCredentials, normalized) = (length.isSecure ? "https" : "http", false, url)
            host = String(Substring(url.utf8.dropFirst(length.scheme).prefix(length.host)))
            return
        }
        let bytes = url.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[colon...].starts(with: "://".utf8)
        else {
            (scheme, host, hasCredentials, normalized) = ("", "", false, url)
            return
        }
        scheme = url[..<colon].lowercased()
        let start = bytes.index(colon, offsetBy: 3)
        let delimiters = Array("/?#\\".utf8)
        let end = bytes[start...].firstIndex(where: delimiters.contains) ?? bytes.endIndex
        let authority = url[start..<end]
        let afterUser =
            authority.lastIndex(of: "@").map { authority.index(after: $0) } ?? authority.startIndex
        hasCredentials = afterUser != authority.startIndex
        host = scheme == "file" ? "" : Self.host(authority[afterUser...], scheme: scheme)
        let tail = url[end...].prefix { $0 != "#" }
        let user = authority[..<afterUser]
        normalized = "\(scheme)://\(user)\(host)\(tail.isEmpty ? "/" : tail)"
    }

    /// The length of scheme and host where the URL is in its normal form already, as almost all
    /// are: in lower case, without user name and fragment, and without its scheme's own port.
    private static func plainLength(
        of url: String
    ) -> (isSecure: Bool, scheme: Int, host: Int)? {
        let bytes = url.utf8
        let isSecure = bytes.starts(with: "https://".utf8)
        guard isSecure || bytes.starts(with: "http://".utf8) else { return nil }
        let scheme = isSecure ? 8 : 7
        var host = 0
        var port: Int?
        for byte in bytes.dropFirst(scheme) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // Five digits at the most, or it is no port.
                if let digits = port { port = min(digits * 10 + Int(byte - 0x30), 1 << 17) }
                host += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
                guard port == nil else { return nil }
                host += 1
            case UInt8(ascii: ":"):
                guard port == nil, host > 0 else { return nil }
                port = 0
                host += 1
            case UInt8(ascii: "/"):
                let isPort = port.map { $0 > 0 && $0 < 1 << 16 && $0 != (isSecure ? 443 : 80) }
                guard host > 0, isPort ?? true, !bytes.contains(UInt8(ascii: "#")) else {
                    return nil
                }
                return (isSecure, scheme, host)
            default: return nil
            }
        }
        return nil
    }

    private static func host(_ text: Substring, scheme: String) -> String {
        let host = text.lowercased()
        let port = scheme == "https" ? ":443" : ":80"
        if host.hasSuffix(port) { return String(host.dropLast(port.utf8.count)) }
        return host.hasSuffix(":") ? String(host.dropLast()) : host
    }
}
