// SPDX-License-Identifier: Apache-2.0

/// The feeds of a configuration, each address once.
struct FeedList {
    /// The feeds in order.
    private(set) var feeds: [FeedSettings] = []
    private var indices: [String: Int] = [:]
    private let problems: ProblemList

    /// An empty list.
    init(_ problems: ProblemList) {
        self.problems = problems
    }

    /// Adds an entry of `feeds:`. A second one with the same address is asked for once: its
    /// topics are added to those of the first.
    mutating func add(_ feed: FeedSettings, key: String) {
        guard let index = indices[key] else {
            append(feed, key)
            return
        }
        problems.warning(
            at: feed.position,
            "the same address as on line \(feeds[index].position.line): polled once, as that says")
        guard let topics = feeds[index].topics, let more = feed.topics else {
            feeds[index].topics = nil
            return
        }
        feeds[index].topics = topics + more.filter { !topics.contains($0) }
    }

    /// Adds a feed of a list. What `feeds:` or an earlier outline says of its address stands; name
    /// and categories are completed.
    mutating func addListed(_ feed: FeedSettings, key: String) {
        guard let index = indices[key] else {
            append(feed, key)
            return
        }
        if feeds[index].name == nil { feeds[index].name = feed.name }
        if feeds[index].folder.isEmpty { feeds[index].folder = feed.folder }
        let known = feeds[index].categories
        feeds[index].categories = known + feed.categories.filter { !known.contains($0) }
    }

    private mutating func append(_ feed: FeedSettings, _ key: String) {
        indices[key] = feeds.count
        feeds.append(feed)
    }
}
