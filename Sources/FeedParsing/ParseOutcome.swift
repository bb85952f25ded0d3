// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What became of a document.
public enum ParseOutcome: Sendable {
    /// It is a feed, perhaps a mended one.
    case feed(Feed)
    /// It is something else.
    case notAFeed(NotAFeed)
}
