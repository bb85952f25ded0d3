// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Polling

extension Daemon {
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
            \(tally.ended.counted("feed")) asked: \((parts + held).joined(separator: ", "))
            \(books.seen.counted("entry", plural: "entries")): \
            \(books.stories.counted("story", plural: "stories")), \
            \(books.sightings.counted("sighting")), \(books.revisions.counted("revision")), \
            \(books.known) known, \(books.rejected) of no topic
            """
    }
}
