// SPDX-License-Identifier: Apache-2.0

/// A request that gave no whole answer, and why.
public struct FetchFailure: Error, Sendable {
    /// What went wrong, in the words that logs and `status` use: `failed:KIND`.
    public enum Kind: String, Sendable, CaseIterable {
        /// The URL cannot be read, or has a scheme that is not fetched.
        case url
        /// The host's name has no address, or nobody could say.
        case dns
        /// The host refused the connection.
        case refused
        /// There is no way to the host.
        case unreachable
        /// The connection or the answer took too long.
        case timeout
        /// The certificate was not accepted, or the TLS handshake failed.
        case tls
        /// The content is larger than `maxBody`, or the header than any honest one.
        case tooLarge = "too-large"
        /// More than `maxRedirects`.
        case tooManyRedirects = "too-many-redirects"
        /// A redirect to something that is not http or https.
        case redirectRefused = "redirect-refused"
        /// An address that is not global unicast and not allowed.
        case addressRefused = "address-refused"
        /// The content ended early; `partial` has what came.
        case truncated
        /// The content's encoding is unknown or damaged; `partial` may have what could be read.
        case encoding
        /// The server does not speak HTTP as it should, or hung up.
        case `protocol`
        /// The proxy could not be reached or did not let the request through.
        case proxy
        /// The file is missing, unreadable, or no regular file.
        case file
        /// The request was withdrawn by `cancelAll` or `shutdown`.
        case cancelled
        /// This machine is short of something: memory, descriptors.
        case resources
    }

    /// What went wrong.
    public var kind: Kind
    /// The same for people, with the host or the limit concerned and without user name, password
    /// or query.
    public var message: String
    /// The redirects followed before it went wrong.
    public var redirects: [Redirect]
    /// The status code, when a header had come.
    public var httpStatus: Int?
    /// What came of content that ended early. Its entries count; its validators must not be kept,
    /// or the rest would never be seen.
    public var partial: FetchResponse?

    /// A failure.
    public init(
        kind: Kind, message: String, redirects: [Redirect] = [], httpStatus: Int? = nil,
        partial: FetchResponse? = nil
    ) {
        self.kind = kind
        self.message = message
        self.redirects = redirects
        self.httpStatus = httpStatus
        self.partial = partial
    }
}
