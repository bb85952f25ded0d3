// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Something about a feed that is worth one line in the log.
public struct PollNotice: Sendable, Equatable {
    /// What happened.
    public enum Event: Sendable, Equatable {
        /// The first failure after success, with the HTTP status where there was one. A warning.
        case failing(FailureKind, httpStatus: Int?)
        /// A success after failures, or of a feed that was gone.
        case recovered(afterFailures: Int)
        /// The server has said three times in a row that the feed has moved for good.
        case moved(to: String)
        /// The adopted address failed for so long that the configured one is asked again.
        case movedBack
        /// 410: the feed is asked again once a week. A warning.
        case gone
        /// The document shares nothing with the last one, of the poll at `since`: entries were
        /// probably lost. A warning.
        case gap(since: Instant?, isIntervalFixed: Bool)
        /// The same so soon after another one that it is not to be told again.
        case gapAgain
        /// The host asked for a pause, in milliseconds.
        case held(host: String, milliseconds: Int64)
        /// Another feed names the same URL, which is asked once for both.
        case merged(into: String)
        /// The state of `status` has changed in a way that no other event tells.
        case state(from: FreshnessState, to: FreshnessState)
    }

    /// The feed's key.
    public var key: String
    /// What happened.
    public var event: Event

    /// A notice.
    public init(key: String, event: Event) {
        self.key = key
        self.event = event
    }
}

extension PollNotice.Event {
    /// Whether it says by itself that the feed is now in `state`.
    func tells(_ state: FreshnessState) -> Bool {
        switch self {
        case .failing: state == .failing || state == .htmlInstead
        case .recovered, .movedBack: state == .ok
        case .moved: state == .moved
        case .gone: state == .gone
        case .held: state == .held
        case .gap, .gapAgain, .merged, .state: false
        }
    }
}
