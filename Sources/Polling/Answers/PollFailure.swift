// SPDX-License-Identifier: Apache-2.0

/// Why a poll gave no feed: the words of `failed:KIND`.
public enum FailureKind: String, Sendable, CaseIterable {
    case url, dns, refused, unreachable, timeout, tls
    case tooLarge = "too-large"
    case tooManyRedirects = "too-many-redirects"
    case redirectRefused = "redirect-refused"
    case addressRefused = "address-refused"
    case truncated, encoding
    case `protocol`
    case proxy, file, cancelled, resources
    /// A status that is no success; the status itself is in the response.
    case http
    /// A body of no bytes.
    case empty
    /// An HTML page where the feed should be.
    case html
    /// A page that wants to know whether a person is asking.
    case botCheck = "bot-check"
    /// Anything else that is no feed.
    case notAFeed = "not-a-feed"

    /// What a person could do about it; nil where waiting is all there is.
    public var advice: String? {
        switch self {
        case .url: "correct the feed's URL"
        case .dns: "check the host's name and this machine's resolver"
        case .tls: "check the certificate in a browser; this machine's clock and CA bundle too"
        case .tooLarge: "raise polling.max_body if the feed is meant to be that large"
        case .tooManyRedirects, .redirectRefused: "look where the URL leads and configure that"
        case .addressRefused: "list the network in polling.allow_private_addresses if it is meant"
        case .proxy: "check the proxy's address and the network to it"
        case .file: "check the path and that the daemon may read it"
        case .html, .notAFeed: "run `feedwatch feeds discover URL` to find the feed's address"
        case .botCheck: "ask the publisher to let feed readers through"
        case .http, .refused, .unreachable, .timeout, .truncated, .encoding, .protocol, .cancelled,
            .resources, .empty:
            nil
        }
    }

    /// Whether the cause lies with this machine or program, so that the feed is not to blame.
    var isOurs: Bool { self == .cancelled || self == .resources }
}
