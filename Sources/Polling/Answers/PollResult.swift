// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// How a poll ended, after everything it brought is durable.
public struct PollResult: Sendable {
    /// What the answer was.
    public enum Outcome: Sendable {
        /// 304.
        case notModified
        /// A whole body with the hash of the last one.
        case unchanged
        /// A feed document.
        case document(PolledDocument)
        /// No feed: transfer failures, statuses that are no success, bodies that are no feed.
        case failed(FailureKind)
    }

    /// What the answer was.
    public var outcome: Outcome
    /// The fields of the response; nil where there was none, and for files.
    public var response: PollResponse?
    /// What became of the document's entries.
    public var books: Books

    /// A result.
    public init(outcome: Outcome, response: PollResponse? = nil, books: Books = Books()) {
        self.outcome = outcome
        self.response = response
        self.books = books
    }
}

/// The fields of a response that bear on when and how to ask again. Values are as received.
public struct PollResponse: Sendable {
    /// The status code of the last hop.
    public var status: Int
    /// Where the answer came from after all redirects.
    public var effectiveURL: String
    /// The redirects that led there, in order.
    public var redirects: [PollRedirect]
    /// ETag and Last-Modified.
    public var validators: Validators
    /// Cache-Control, all lines joined by commas.
    public var cacheControl: String?
    /// Expires.
    public var expires: String?
    /// Date.
    public var date: String?
    /// Age.
    public var age: String?
    /// Retry-After.
    public var retryAfter: String?
    /// When the server can be taken to have had the request, on the monotonic clock, in
    /// milliseconds; nil where it is unknown.
    public var sentAt: Int64?

    /// A response with a status and nothing else.
    public init(
        status: Int, effectiveURL: String = "", redirects: [PollRedirect] = [],
        validators: Validators = Validators(), cacheControl: String? = nil, expires: String? = nil,
        date: String? = nil, age: String? = nil, retryAfter: String? = nil
    ) {
        self.status = status
        self.effectiveURL = effectiveURL
        self.redirects = redirects
        self.validators = validators
        self.cacheControl = cacheControl
        self.expires = expires
        self.date = date
        self.age = age
        self.retryAfter = retryAfter
    }
}

/// One redirect that was followed, both URLs absolute.
public struct PollRedirect: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public var status: Int
    /// The URL that answered so.
    public var from: String
    /// The URL it pointed to.
    public var to: String

    /// A redirect.
    public init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }
}
