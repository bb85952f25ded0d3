// SPDX-License-Identifier: Apache-2.0

/// How a request ended: an answer, or none.
public enum FetchOutcome: Sendable {
    case response(FetchResponse)
    case failed(FetchFailure)
}

/// The end of one request.
public struct FetchResult: Sendable {
    /// The token of the request.
    public var token: UInt64
    /// How it ended.
    public var outcome: FetchOutcome

    /// A result.
    public init(token: UInt64, outcome: FetchOutcome) {
        self.token = token
        self.outcome = outcome
    }
}
