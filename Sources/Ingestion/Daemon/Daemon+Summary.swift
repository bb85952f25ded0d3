// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Polling

extension Daemon {
    /// How far a run with `once` has come.
    var roundProgress: RoundProgress {
        let done = tally.ended + schedule.held
        return RoundProgress(
            done: done, total: done + schedule.remaining, stories: tally.books.stories,
            failed: tally.failed)
    }

    /// What a run with `once` has done, in a few lines for people.
    public var summary: String {
        let polls = tally.polls
        let books = tally.books
        let parts = [
            ("new", "with news"), ("unchanged", "unchanged"), ("not-modified", "not modified"),
            ("failed", "failed"),
        ]
        .compactMap { key, words in polls[key].map { "\($0) \(words)" } }
        let held = schedule.held == 0 ? [] : ["\(schedule.held) held"]
        return """
            \(tally.ended) feeds asked: \((parts + held).joined(separator: ", "))
            \(books.seen) entries: \(books.stories) stories, \(books.sightings) sightings, \
            \(books.revisions) revisions, \(books.known) known, \(books.rejected) of no topic
            """
    }
}
