// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// The lines of a store, counted as the books count them.
struct StoreCount {
    /// The lines since the books began, by day.
    private(set) var days: [CivilDay: Books] = [:]
    /// The lines from before.
    private(set) var earlier = Books()
    /// Stories and sightings that the store has more than once.
    private(set) var duplicates = 0

    private let begin: Instant?
    private var stories: Set<StoryID> = []
    private var sightings: Set<Copy> = []

    /// A sighting is one for each story, feed and URL.
    private struct Copy: Hashable {
        let story: StoryID
        let feed: UTF8Text
        let url: UTF8Text
    }

    /// - Parameter begin: When the books began.
    init(since begin: Instant?) {
        self.begin = begin
    }

    mutating func add(_ story: Story) {
        if !stories.insert(story.id).inserted { duplicates += 1 }
        add(\.stories, at: story.stored)
    }

    mutating func add(_ sighting: Sighting) {
        let copy = Copy(story: sighting.story, feed: sighting.feed.url, url: sighting.url)
        if !sightings.insert(copy).inserted { duplicates += 1 }
        add(\.sightings, at: sighting.seen)
    }

    mutating func add(_ revision: Revision) {
        add(\.revisions, at: revision.seen)
    }

    private mutating func add(_ column: WritableKeyPath<Books, Int>, at time: Instant) {
        if let begin, time >= begin {
            days[time.day, default: Books()][keyPath: column] += 1
        } else {
            earlier[keyPath: column] += 1
        }
    }
}
