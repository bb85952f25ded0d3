// SPDX-License-Identifier: Apache-2.0

/// How far a single round over all feeds has come.
public struct RoundProgress: Sendable, Equatable {
    /// The feeds that were asked, or left alone because their server wants a pause.
    public var done: Int
    /// All feeds that are switched on, those of one URL counted once.
    public var total: Int
    /// Stories stored.
    public var stories: Int
    /// Feeds that gave no feed.
    public var failed: Int

    /// A progress.
    public init(done: Int, total: Int, stories: Int, failed: Int) {
        (self.done, self.total) = (done, total)
        (self.stories, self.failed) = (stories, failed)
    }
}
