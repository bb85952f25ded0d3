// SPDX-License-Identifier: Apache-2.0

internal import FeedFetching
internal import FeedModel
internal import FeedParsing
internal import Polling

// Where one stage's words become the next one's: the stages do not know each other.

extension FetchResponse {
    /// Whether the status says that the body is what was asked for (RFC 9110 section 15.3).
    var isSuccess: Bool { (200...299).contains(status) }
}

extension PollResponse {
    /// The facts of a response that bear on when and how to ask again.
    init(_ response: FetchResponse) {
        self.init(
            status: response.status, effectiveURL: response.effectiveURL,
            redirects: response.redirects.map(PollRedirect.init),
            validators: Validators(etag: response.etag, lastModified: response.lastModified),
            cacheControl: response.cacheControl, expires: response.expires, date: response.date,
            age: response.age, retryAfter: response.retryAfter)
        sentAt = response.sentAt
    }
}

extension PollRedirect {
    /// A redirect that was followed.
    init(_ redirect: Redirect) {
        self.init(status: redirect.status, from: redirect.from, to: redirect.to)
    }
}

extension NotAFeed.Kind {
    /// The kind of failure that a poll ends with.
    var failureKind: FailureKind {
        switch self {
        case .empty: .empty
        case .htmlPage, .loginPage: .html
        case .botCheck: .botCheck
        case .json, .opml, .sitemap, .xml, .compressed, .image, .pdf, .text, .binary: .notAFeed
        }
    }
}

extension PolledDocument {
    /// What polling needs to know of a document with `entries`.
    init(
        comparison: WindowComparison, entries: [Entry], hints: PollingHints, bodyHash: UInt64
    ) {
        let dates = entries.map { entry in
            (entry.published ?? entry.modified).flatMap { $0.isGuessed ? nil : $0.instant }
        }
        self.init(comparison: comparison, dates: dates, hints: hints, bodyHash: bodyHash)
    }
}
