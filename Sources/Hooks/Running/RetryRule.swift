// SPDX-License-Identifier: Apache-2.0

/// How often, and how long apart, a command that fails is run again.
struct RetryRule: Sendable {
    /// How often it is run for one story before the story goes to the dead letters.
    static let attemptsMax = 6

    /// The wait after the first failure, in milliseconds.
    var shortestWait: Int64 = 1000
    /// The longest wait, in milliseconds.
    var longestWait: Int64 = 600_000
    /// With `draining`, a hook that would have to wait longer than this ends; milliseconds.
    var drainingWait: Int64 = 30_000

    /// The milliseconds to wait after so many failures in a row: 1 s, doubled each time, up to ten
    /// minutes.
    ///
    /// The failures of one story after the other count on, so that a story on which the command
    /// fails is in nobody's way for long (31 s), while an outage of what the command needs, a mail
    /// server's, say, sends few stories to the dead letters: one an hour.
    func wait(afterFailures failures: Int) -> Int64 {
        min(shortestWait << Int64(min(max(failures, 1), 20) - 1), longestWait)
    }
}
