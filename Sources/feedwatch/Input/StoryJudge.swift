// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import StorySearch
import StoryStore
import TopicMatching

/// Looks at stored lines for stories that a filter takes and, if there is one, a query matches; on
/// one of several threads.
struct StoryJudge: LineJudge, ~Copyable {
    /// A story with its line.
    struct Finding: Sendable {
        var story: Story
        /// Without its line feed.
        var line: [UInt8]
        var location: StoryLocation
        /// What the query matched; nothing without a query.
        var matches: [TermMatch]
    }

    private let filter: StoryFilter
    private var matcher: TopicMatcher?
    private let keepsLines: Bool
    private var parser = JSONParser()

    init(_ filter: StoryFilter, topics: TopicSet?, keepsLines: Bool) {
        self.filter = filter
        self.keepsLines = keepsLines
        matcher = topics.map { TopicMatcher($0) }
    }

    mutating func finding(
        in line: UnsafeBufferPointer<UInt8>, at location: StoryLocation
    ) -> Finding? {
        // A line with a good checksum that is no story comes from a newer program.
        guard let story = unsafe try? Story(record: parser.parse(line)), filter.includes(story)
        else { return nil }
        var matches: [TermMatch] = []
        if matcher != nil {
            guard let verdict = matcher?.match(MatchDocument(story)).first else { return nil }
            matches = verdict.matches
        }
        return Finding(
            story: story, line: keepsLines ? unsafe Array(line) : [], location: location,
            matches: matches)
    }
}
