// SPDX-License-Identifier: Apache-2.0

/// Scheme, host and port: who may be told a secret (RFC 6454 section 4).
public struct Origin: Hashable, Sendable {
    /// `http`, `https` or `file`.
    public let scheme: String
    /// The host in lower case and ASCII; of a literal IPv6 address without its brackets.
    public let host: String
    /// The port, the scheme's own where the URL gives none.
    public let port: Int

    /// Host and port: one server, to count connections by.
    var server: String { "\(host):\(port)" }
}
