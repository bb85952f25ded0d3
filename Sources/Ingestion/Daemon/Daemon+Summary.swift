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
        let results = (parts + held).joined(separator: ", ")
        return """
            \(tally.ended.counted("feed")) asked\(results.isEmpty ? "" : ": \(results)")
            \(books.seen.counted("entry", "entries")): \
            \(books.stories.counted("story", "stories")), \
            \(books.sightings.counted("sighting")), \(books.revisions.counted("revision")), \
            \(books.known) known, \(books.rejected) of no topic
            """
    }
}
