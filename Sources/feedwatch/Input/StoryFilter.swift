// SPDX-License-Identifier: Apache-2.0

import FeedModel
import StoryStore

/// Which stories: the options of a command at the time it runs.
struct StoryFilter: Sendable {
    /// The days that are read, and the times within them.
    var selection: StoreSelection
    private let topics: [String]
    private let sources: [String]
    private let languages: [String]

    init(_ options: StoryFilterOptions, at now: Instant, order: StoreSelection.Order) {
        selection = StoreSelection(
            since: options.since?.instant(at: now), until: options.until?.instant(at: now),
            order: order)
        topics = options.topics
        sources = options.sources.map {
            let name = $0.lowercased()
            return name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
        }
        languages = options.languages.map { $0.lowercased().replacing("_", with: "-") }
    }

    /// Whether it has to know what topics a story is of.
    var asksForTopics: Bool { !topics.isEmpty }

    /// Whether `story` is of the times, topics, sources and languages that were asked for.
    func includes(_ story: Story) -> Bool {
        if let since = selection.since, story.stored < since { return false }
        if let until = selection.until, story.stored >= until { return false }
        if !topics.isEmpty, !story.topics.contains(where: { topics.contains($0.name) }) {
            return false
        }
        if !sources.isEmpty {
            let host = story.source.string.lowercased()
            // A host, or one below it.
            guard sources.contains(where: { host == $0 || host.hasSuffix("." + $0) }) else {
                return false
            }
        }
        if languages.isEmpty { return true }
        // Basic filtering of language tags (RFC 4647 section 3.3.1).
        let tag = story.language.string.lowercased()
        return languages.contains { tag == $0 || tag.hasPrefix($0 + "-") }
    }
}
