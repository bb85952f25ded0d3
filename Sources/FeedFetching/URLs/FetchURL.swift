// SPDX-License-Identifier: Apache-2.0

import CCurl
import SystemCalls

/// A URL as it is asked for: taken apart and put together by libcurl's own URL parser, so that
/// nobody judges another host than the one that libcurl then connects to.
public struct FetchURL: Sendable, Hashable, CustomStringConvertible {
    /// The whole URL in ASCII, without user name, password and fragment.
    public let text: String
    /// Scheme, host and port.
    public let origin: Origin
    /// The user name and the password, where the URL had any.
    let credentials: Credentials?
    /// The path of a `file:` URL, percent-encoding undone; otherwise empty.
    let filePath: String

    /// The address that the host is, in whatever spelling: `2130706433` is 127.0.0.1.
    let literalAddress: IPAddress?

    /// The URL; user name and password are not in it.
    public var description: String { text }

    /// Reads an absolute URL.
    ///
    /// - Throws: A failure of kind `url` for what cannot be read, is not http, https or file, or
    ///   has no host where it needs one.
    public init(_ text: String) throws(FetchFailure) {
        let parser = try URLParser()
        try parser.read(text)
        try self.init(parser)
    }

    /// The URL that a Location field with this value points to (RFC 9110 section 10.2.2). User
    /// names and passwords in it are dropped: a redirect gives no credentials.
    ///
    /// - Throws: A failure of kind `redirect-refused` when that is not http or https or cannot be
    ///   read.
    func target(ofLocation location: String) throws(FetchFailure) -> FetchURL {
        do throws(FetchFailure) {
            let parser = try URLParser()
            try parser.read(text)
            try parser.read(location)
            try parser.set(CURLUPART_USER, to: nil)
            try parser.set(CURLUPART_PASSWORD, to: nil)
            let target = try FetchURL(parser)
            if target.origin.scheme != "file" { return target }
        } catch {
            throw FetchFailure(kind: .redirectRefused, message: "redirect: \(error.message)")
        }
        throw FetchFailure(
            kind: .redirectRefused, message: "redirect: file: URLs are not fetched")
    }

    private init(_ parser: borrowing URLParser) throws(FetchFailure) {
        let user = parser.part(CURLUPART_USER, flags: CURLU_URLDECODE)
        let password = parser.part(CURLUPART_PASSWORD, flags: CURLU_URLDECODE)
        if user == nil && password == nil {
            credentials = nil
        } else {
            let given = Credentials(user: user ?? "", password: password ?? "")
            credentials = given == Credentials(user: "", password: "") ? nil : given
            try parser.set(CURLUPART_USER, to: nil)
            try parser.set(CURLUPART_PASSWORD, to: nil)
        }
        try parser.set(CURLUPART_FRAGMENT, to: nil)
        let scheme = parser.part(CURLUPART_SCHEME)?.lowercased() ?? ""
        switch scheme {
        case "file":
            filePath = parser.part(CURLUPART_PATH, flags: CURLU_URLDECODE) ?? ""
            literalAddress = nil
            origin = Origin(scheme: scheme, host: "", port: 0)
        case "http", "https":
            filePath = ""
            let host = try parser.makeHostASCII()
            literalAddress = IPAddress(host)
            origin = Origin(
                scheme: scheme, host: host,
                port: parser.part(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT).flatMap { Int($0) }
                    ?? 0)
        default:
            throw FetchFailure(kind: .url, message: "\(scheme): URLs are not fetched")
        }
        guard let text = parser.part(CURLUPART_URL, flags: CURLU_NO_DEFAULT_PORT) else {
            throw FetchFailure(kind: .url, message: "the URL cannot be put together")
        }
        self.text = text
    }
}

/// A user name and a password (RFC 7617).
struct Credentials: Hashable, Sendable {
    var user: String
    var password: String
}
