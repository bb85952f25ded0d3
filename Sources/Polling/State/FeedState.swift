// SPDX-License-Identifier: Apache-2.0

/// What is remembered of a feed between polls and over restarts.
public struct FeedState: Sendable {
    /// A feed never asked.
    public init() {}
}
