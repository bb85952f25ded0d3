// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// How a feed is doing, as far as monitoring asks.
public struct FeedHealth: Sendable, Equatable {
    /// The configured URL without user name and password.
    public var key: String
    /// How it is doing, as told last.
    public var state: FreshnessState
    /// When it last answered with a feed, or that nothing is new; nil for one that never has. Of
    /// a feed that was failing before the start, what is known: it was no earlier.
    public var lastSuccess: Instant?
    /// Whether it is due and waits for its host or a connection.
    public var isWaiting: Bool
}

extension Schedule {
    /// Calls `body` with every feed that is switched on.
    public func forEachFeed(_ body: (FeedHealth) -> Void) {
        for index in places.indices
        where places[index].phase != .free && places[index].specification.isEnabled {
            body(
                FeedHealth(
                    key: places[index].specification.key, state: places[index].state.freshness,
                    lastSuccess: places[index].state.latestSuccess,
                    isWaiting: places[index].phase == .queued))
        }
    }
}

extension FeedState {
    /// The latest poll that gave a feed. Not saved: what is says as much after a restart, but for
    /// 304s before a failure.
    var latestSuccess: Instant? {
        switch result {
        case .new, .unchanged, .notModified: lastPoll
        case .failed, nil:
            lastSuccess ?? [lastChange, lastNews, validatedAt].compactMap(\.self).max()
        }
    }
}
