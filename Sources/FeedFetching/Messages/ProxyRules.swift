// SPDX-License-Identifier: Apache-2.0

/// Which requests go through which proxy, in the terms of the environment variables that curl made
/// customary: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` (curl(1), ENVIRONMENT).
/// Reading the environment is the program's business.
public struct ProxyRules: Sendable, Equatable {
    /// The proxy for http URLs.
    public var http: String?
    /// The proxy for https URLs.
    public var https: String?
    /// Hosts asked directly: names that also stand for all below them, addresses, networks, or `*`.
    public var exceptions: [String]

    /// Rules; without arguments every request goes straight to its host.
    public init(http: String? = nil, https: String? = nil, exceptions: [String] = []) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }
}
