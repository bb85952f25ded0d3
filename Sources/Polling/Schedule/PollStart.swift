// SPDX-License-Identifier: Apache-2.0

/// A feed's place in a schedule, valid until the feed has left it and its last poll has finished.
public struct FeedSlot: Sendable, Hashable {
    /// The place, from 0.
    public let index: Int

    init(_ index: Int) { self.index = index }
}

/// One request to be made now.
public struct PollStart: Sendable {
    /// Which feed to answer for in `Schedule.finished`.
    public var feed: FeedSlot
    /// The feed's key: its configured URL without credentials.
    public var key: String
    /// The URL to ask: the adopted one after a move, else `key`.
    public var url: String
    /// Validators to send back verbatim; none where the answer is wanted whole.
    public var validators: Validators
    /// Whether to offer `A-IM: feed` (RFC 3229).
    public var acceptsDelta: Bool
    /// The hash of the last whole body. A body with this hash holds nothing new and need not be
    /// parsed. Nil when the answer has to be parsed whatever it is.
    public var bodyHash: UInt64?
    /// What the feed showed last, to compare a document with.
    public var window: Window
    /// The version of the topics that a document is to be matched against.
    public var topicsVersion: UInt64
    /// The keys of other feeds that name the same URL: this request is theirs too, and their
    /// topics are to be matched as well.
    public var alsoFor: [String]
}
