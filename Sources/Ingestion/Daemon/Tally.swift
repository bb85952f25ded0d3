// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// What a daemon has done since its start.
struct Tally: Sendable {
    /// Polls by the first word of their result.
    var polls: [String: Int] = [:]
    /// What became of all entries received.
    var books = Books()
    /// Bytes over the wire.
    var bytes: Int64 = 0
    /// Stories stored on `day`.
    var storiesToday = 0
    /// The UTC day that `storiesToday` counts.
    var day: CivilDay?

    /// The polls that ended.
    var ended: Int { polls.values.reduce(0, +) }
    /// The polls that gave no feed.
    var failed: Int { polls["failed"] ?? 0 }

    /// Counts a poll that ended with `result`.
    mutating func count(_ result: String, _ books: Books, bytes: Int) {
        let kind = String(result.prefix { $0 != ":" })
        polls[kind, default: 0] += 1
        self.books += books
        self.bytes += Int64(bytes)
    }

    /// Counts stories stored at `now`.
    mutating func count(stories: Int, at now: Instant) {
        if day != now.day {
            day = now.day
            storiesToday = 0
        }
        storiesToday += stories
    }
}
