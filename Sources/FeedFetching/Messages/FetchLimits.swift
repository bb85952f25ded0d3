// SPDX-License-Identifier: Apache-2.0

/// The bounds within which a `Fetcher` works, and how it presents itself.
public struct FetchLimits: Sendable, Equatable {
    /// Requests in flight at once.
    public var maxConnections = 64
    /// Requests in flight at once to one host (by name and port, as libcurl counts).
    public var maxConnectionsPerHost = 2
    /// Connections kept open, idle ones included, for reuse by later requests to their host: each a
    /// descriptor, and over TLS some 90 KB (measured). An idle one is let go after 30 s.
    public var maxKeptConnections = 512
    /// The longest wait for a name look-up, and again for a connection with its TLS handshake;
    /// zero for no limit but that of the whole request.
    public var connectTimeout = Duration.seconds(10)
    /// The longest time for a request with all its hops, look-ups and waits for a slot left out;
    /// zero for a day.
    public var requestTimeout = Duration.seconds(30)
    /// The most bytes of content, on the wire as well as after decoding.
    public var maxBody = 16 << 20
    /// The most redirects followed for one request.
    public var maxRedirects = 10
    /// User-Agent: name/version and a contact, never a browser's.
    public var userAgent: String
    /// The addresses that may be connected to.
    public var allowedAddresses = AddressPolicy.globalUnicast
    /// Which requests go through which proxy.
    public var proxies = ProxyRules()
    /// The file of trusted certificates; nil takes the one libcurl was built for
    /// (/etc/ssl/certs/ca-certificates.crt on Debian).
    public var certificateBundle: String?
    /// How long the addresses of a host are believed, TTLs being invisible to getaddrinfo(3).
    public var lookupLifetime = Duration.seconds(300)
    /// How long it is believed that a name has no address (RFC 2308 section 5 allows hours).
    public var failedLookupLifetime = Duration.seconds(30)
    /// Threads that look names up.
    public var maxLookupThreads = 16

    /// The limits that a configuration without `polling` has.
    public init(userAgent: String) {
        self.userAgent = userAgent
    }
}
