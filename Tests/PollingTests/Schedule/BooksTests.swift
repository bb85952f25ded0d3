// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct BooksTests {
    private func books(known: Int = 0, rejected: Int = 0, stories: Int = 0) -> Books {
        var books = Books()
        (books.known, books.rejected, books.stories) = (known, rejected, stories)
        return books
    }

    @Test func `polls add up for the feed and for the day`() throws {
        var lab = Lab(interval: .seconds(43_200))
        try lab.poll { Answer.document([1, 2], for: $0, books: books(rejected: 1, stories: 1)) }
        try lab.poll { Answer.document([2, 3], for: $0, books: books(known: 1, rejected: 1)) }
        try lab.poll { _ in Answer.notModified() }
        #expect(lab.state.books == books(known: 1, rejected: 2, stories: 1))
        let batch = lab.schedule.takeUnsaved()
        #expect(batch.days.values.reduce(into: Books(), +=) == lab.state.books)
        #expect(batch.days.count == 2)
        #expect(lab.schedule.takeUnsaved().isEmpty)
    }

    @Test func `what could not be saved is saved the next time`() throws {
        var lab = Lab()
        try lab.poll { Answer.document([1], for: $0, books: books(rejected: 1)) }
        let failed = lab.schedule.takeUnsaved()
        try lab.poll { Answer.document([1, 2], for: $0, books: books(known: 1, stories: 1)) }
        lab.schedule.putBack(failed)
        let batch = lab.schedule.takeUnsaved()
        #expect(batch.feeds.count == 1)
        #expect(batch.feeds[0].state.books == books(known: 1, rejected: 1, stories: 1))
        #expect(batch.days.values.reduce(into: Books(), +=) == lab.state.books)
    }

    @Test func `feeds whose entries match are worth more`() {
        var state = FeedState()
        let before = state.yield
        state.newEntries = 100
        #expect(state.yield < before)
        state.matches = 50
        #expect(state.yield > before)
    }
}
