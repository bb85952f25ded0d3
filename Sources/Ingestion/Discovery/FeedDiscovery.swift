// SPDX-License-Identifier: Apache-2.0

internal import FeedFetching
internal import FeedModel
public import FeedParsing
public import Settings
internal import SystemCalls

/// Looks for the feeds of a page, asking as politely and as guardedly as the daemon does.
public enum FeedDiscovery: Sendable {
    /// What is at an address.
    public enum Finding: Sendable {
        /// A feed, at this address after redirects.
        case feed(AdvertisedFeed)
        /// Something else, which may advertise feeds.
        case other(NotAFeed)
        /// An answer without success.
        case refused(httpStatus: Int)
        /// No answer: the kind (`dns`, `timeout`, `address-refused` …) and what happened, in words.
        case failed(kind: String, message: String)
    }

    /// Asks once for `url`; waits for the answer.
    ///
    /// - Parameter environment: Where proxies are looked up, if `polling` leaves them to it.
    /// - Throws: `SystemError` or a failure of kind `resources` when this machine is short of
    ///   something.
    public static func look(
        at url: String, polling: PollingSettings, environment: [String: String]
    ) throws -> Finding {
        let answers = Mailbox<FetchResult>(capacity: 1)
        let fetcher = try Fetcher(
            limits: FetchLimits(polling, environment: environment),
            deliver: { results in
                for result in results { answers.put(result) }
            })
        defer { fetcher.shutdown() }
        fetcher.submit([FetchRequest(token: 0, url: url)])
        switch answers.take()?.first?.outcome(ContentDecoder()) {
        case .response(let response): return finding(in: response)
        case .failed(let failure):
            return .failed(kind: failure.kind.rawValue, message: failure.message)
        case nil: return .failed(kind: "cancelled", message: "the request was given up")
        }
    }

    private static func finding(in response: FetchResponse) -> Finding {
        guard (200..<300).contains(response.status) else {
            return .refused(httpStatus: response.status)
        }
        let outcome = FeedParser().parse(
            response.body, contentType: response.contentType, baseURL: response.effectiveURL)
        switch outcome {
        case .feed(let feed):
            return .feed(
                AdvertisedFeed(
                    url: response.effectiveURL, title: feed.title.string,
                    type: response.contentType ?? ""))
        case .notAFeed(let verdict): return .other(verdict)
        }
    }
}
