// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Synchronization
import SystemCalls
import Testing

@testable import FeedFetching

/// A fetcher whose results can be waited for.
final class Fetching: Sendable {
    let fetcher: Fetcher
    private let results: Mailbox<FetchResult>

    init(
        _ change: (inout FetchLimits) -> Void = { _ in },
        resolve: @escaping @Sendable (String) -> LookupAnswer = NameLookup.addresses
    ) throws {
        let results = Mailbox<FetchResult>(capacity: 1)
        self.results = results
        fetcher = try Fetcher(limits: Self.limits(change), resolve: resolve) {
            results.post(contentsOf: $0)
        }
    }

    static func limits(_ change: (inout FetchLimits) -> Void = { _ in }) -> FetchLimits {
        var limits = FetchLimits(userAgent: "feedwatch-test/1 (+https://example.org/)")
        limits.allowedAddresses = .everything
        change(&limits)
        return limits
    }

    deinit { fetcher.shutdown() }

    /// The next result, whichever it is.
    func next() throws -> FetchResult {
        try #require(results.take(upTo: 1)?.first)
    }

    /// How one request ends, when no other is under way.
    func outcome(of request: FetchRequest) throws -> FetchOutcome {
        fetcher.submit([request])
        let result = try next()
        #expect(result.token == request.token)
        return result.outcome(ContentDecoder())
    }

    func response(_ request: FetchRequest) throws -> FetchResponse {
        switch try outcome(of: request) {
        case .response(let response): return response
        case .failed(let failure): throw failure
        }
    }

    func response(_ url: String) throws -> FetchResponse {
        try response(FetchRequest(token: 1, url: url))
    }

    func failure(_ request: FetchRequest) throws -> FetchFailure {
        switch try outcome(of: request) {
        case .response(let response):
            Issue.record("a response with status \(response.status) instead of a failure")
            throw CancellationError()
        case .failed(let failure): return failure
        }
    }

    func failure(_ url: String) throws -> FetchFailure {
        try failure(FetchRequest(token: 1, url: url))
    }
}

/// Runs `body` with a server that answers as `handler` does, and stops it.
func withServer<Result>(
    address: String = "127.0.0.1", _ handler: @escaping @Sendable (HTTPRequest) -> HTTPReply,
    _ body: (LoopbackServer) throws -> Result
) throws -> Result {
    let server = try LoopbackServer(address: address, handler: handler)
    defer { server.stop() }
    return try body(server)
}
