// SPDX-License-Identifier: Apache-2.0

/// One question to one feed.
public struct FetchRequest: Sendable {
    /// What the caller knows the request by; comes back in `FetchResult`.
    public var token: UInt64
    /// Where the feed is: http or https, or file where `allowsFile` says so. May hold a user name
    /// and a password.
    public var url: String
    /// The URL that the configuration gave, when a permanent redirect has since been adopted and
    /// `url` differs. `headers`, and the credentials of either URL, belong to its origin (scheme,
    /// host and port) and are sent to no other, not even when `url` itself names another.
    public var configuredURL: String?
    /// The validator of an earlier response, sent back byte for byte in If-None-Match; left out
    /// when it holds control characters, which would end the field (RFC 9110 section 5.5).
    public var etag: String?
    /// The validator of an earlier response, sent back byte for byte in If-Modified-Since; left
    /// out when it holds control characters.
    public var lastModified: String?
    /// Fields of the configuration, tokens for example: never sent to another origin than that of
    /// `configuredURL`, so neither after a cross-origin redirect nor after one to plain http.
    public var headers: [HTTPField]
    /// Whether to offer `A-IM: feed`: a 226 then holds only the entries since `etag` (RFC 3229,
    /// with the instance manipulation `feed` that blog servers added to it).
    public var acceptsDelta: Bool
    /// The proxy for this feed; empty for none, nil for the one of `FetchLimits.proxies`.
    public var proxy: String?
    /// Whether `url` may be a `file:` URL: true only for feeds that the configuration itself names.
    public var allowsFile: Bool

    /// A request for `url` without validators or extra fields.
    public init(
        token: UInt64, url: String, configuredURL: String? = nil, etag: String? = nil,
        lastModified: String? = nil, headers: [HTTPField] = [], acceptsDelta: Bool = false,
        proxy: String? = nil, allowsFile: Bool = false
    ) {
        self.token = token
        self.url = url
        self.configuredURL = configuredURL
        self.etag = etag
        self.lastModified = lastModified
        self.headers = headers
        self.acceptsDelta = acceptsDelta
        self.proxy = proxy
        self.allowsFile = allowsFile
    }
}
