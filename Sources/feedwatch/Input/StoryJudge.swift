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
        /// The story; of one that is handed on as its line only what the filter needed.
        var story: Story
        /// Without its line feed; empty where the story is wanted.
        var line: [UInt8]
        var location: StoryLocation
        /// What the query matched; nothing without a query, nor where the line is wanted.
        var matches: [TermMatch]
    }

    /// What is wanted of a story.
    enum Wanted: Sendable {
        /// The line as it is stored.
        case line
        /// The story, read.
        case story
        /// Both.
        case both
    }

    private let filter: StoryFilter
    private let wanted: Wanted
    /// How much of a story the filter and the query have to know.
    private let detail: StoryDetail
    private var matcher: TopicMatcher?
    private var parser = JSONParser()

    init(_ filter: StoryFilter, topics: TopicSet?, wanted: Wanted) {
        self.filter = filter
        self.wanted = wanted
        detail = wanted == .line && !filter.asksForTopics ? .identity : .full
        matcher = topics.map { TopicMatcher($0) }
    }

    mutating func finding(
        in line: UnsafeBufferPointer<UInt8>, at location: StoryLocation
    ) -> Finding? {
        // A line with a good checksum that is no story comes from a newer program.
        guard let story = unsafe try? Story(record: parser.parse(line), detail: detail),
            filter.includes(story)
        else { return nil }
        var matches: [TermMatch] = []
        if matcher != nil {
            let document = MatchDocument(story)
            if wanted == .line {
                guard matcher?.matches(document) == true else { return nil }
            } else {
                guard let verdict = matcher?.match(document).first else { return nil }
                matches = verdict.matches
            }
        }
        return Finding(
            story: story, line: wanted == .story ? [] : unsafe Array(line), location: location,
            matches: matches)
    }
}
