// SPDX-License-Identifier: Apache-2.0

/// What a server answered, whatever its status.
///
/// Field values are ISO 8859-1, one character for each byte of the wire, so that a validator comes
/// back to the server as it came; dates are as the server wrote them.
public struct FetchResponse: Sendable {
    /// The status code of the last hop; 200 for a file.
    public var status: Int
    /// Where the answer came from after all redirects, without user name and password.
    public var effectiveURL: String
    /// The redirects that led there, in order.
    public var redirects: [Redirect]
    /// ETag, verbatim.
    public var etag: String?
    /// Last-Modified, verbatim.
    public var lastModified: String?
    /// Content-Type, with its parameters.
    public var contentType: String?
    /// Retry-After: seconds or a date.
    public var retryAfter: String?
    /// All Cache-Control lines, joined by commas (RFC 9110 section 5.3).
    public var cacheControl: String?
    /// All Pragma lines, joined by commas.
    public var pragma: String?
    /// Expires.
    public var expires: String?
    /// Date.
    public var date: String?
    /// Age, in seconds.
    public var age: String?
    /// IM: the instance manipulations of a 226 (RFC 3229 section 10.5.2).
    public var instanceManipulation: String?
    /// The content after its encodings were undone. Of a response without success (status outside
    /// 200…299) no more than the first 64 KiB.
    public var body: [UInt8]
    /// Whether `body` is the beginning of more.
    public var isTruncated: Bool
    /// The bytes of content received, before decoding, of all hops.
    public var wireBytes: Int
    /// From the moment the first hop had its slot to the last byte, waiting between hops left out.
    public var duration: Duration
    /// When the server can be taken to have had the first hop's request, on the monotonic clock, in
    /// milliseconds; nil where nothing was sent, as for files.
    public var sentAt: Int64?

    /// A response without any field.
    public init(
        status: Int, effectiveURL: String, redirects: [Redirect] = [], body: [UInt8] = [],
        isTruncated: Bool = false, wireBytes: Int = 0, duration: Duration = .zero
    ) {
        self.status = status
        self.effectiveURL = effectiveURL
        self.redirects = redirects
        self.body = body
        self.isTruncated = isTruncated
        self.wireBytes = wireBytes
        self.duration = duration
    }
}

/// One redirect that was followed. Both URLs are without user name and password.
public struct Redirect: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public var status: Int
    /// The URL that answered so.
    public var from: String
    /// The absolute URL it pointed to.
    public var to: String

    /// A redirect.
    public init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }

    /// Whether it says that the feed has moved for good (RFC 9110 sections 15.4.2 and 15.4.9).
    public var isPermanent: Bool { status == 301 || status == 308 }
}
