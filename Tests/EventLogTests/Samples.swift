// SPDX-License-Identifier: Apache-2.0

import EventLog
import FeedModel
import SystemCalls

enum Samples {
    static let now = Instant(milliseconds: 1_795_293_067_123)  // 2026-11-21T20:31:07.123Z

    static func story(
        title: String = "Talks in \"Singapore\"", topics: [String] = ["abductions"]
    ) -> Story {
        var story = Story(
            id: StoryID(digest: [UInt8](0..<10)), stored: now,
            feed: FeedReference(url: "https://example.org/rss", title: "Example"))
        story.title = UTF8Text(title)
        story.url = "https://example.org/a?b=1"
        story.source = "example.org"
        story.topics = topics.map { TopicVerdict(name: $0, score: 1, matches: []) }
        return story
    }

    /// One event of each kind.
    static let all: [LogEvent] = {
        let error = SystemError(operation: "write", path: "/var/lib/x y", errno: 28)
        let id = story().id
        let feed = "https://example.org/rss"
        var books = Books()
        books.known = 34
        books.stories = 1
        return [
            .started(version: "1.0", configuration: "/etc/f.yaml", store: "/s", processID: 7),
            .ready(feeds: 3, topics: 2, stories: 1, recovery: .milliseconds(12)),
            .reloaded(feeds: 3, topics: 2), .reloadFailed(configuration: "/etc/f.yaml", errors: 2),
            .stopping(cause: "SIGTERM"),
            .stopped(exitStatus: 0, uptime: .seconds(5), stories: 1),
            .failed(exitStatus: 74, reason: "no"), .clockStepped(by: .seconds(-7200)),
            .match(story()),
            .sighting(
                Sighting(
                    story: id, seen: now, url: "https://b.example/", title: "T",
                    source: "b.example",
                    feed: FeedReference(url: "https://b.example/rss"), reason: .near,
                    similarity: 0.9)),
            .revision(Revision(story: id, seen: now, title: "New")),
            .poll(
                feed: feed, result: "new", httpStatus: 200, books: books, bytes: 1000,
                duration: .milliseconds(80), next: now),
            .feedFailing(
                feed: feed, result: "failed:http", httpStatus: 500, next: now,
                reason: "the server answered 500"),
            .feedRecovered(feed: feed, failures: 3),
            .feedMoved(feed: feed, to: "https://example.net/rss"),
            .feedGone(feed: feed, next: now),
            .feedGap(feed: feed, since: now, reason: "shorten it"),
            .feedState(feed: feed, from: "ok", to: "quiet"),
            .feedHeld(feed: feed, httpStatus: 429, until: now),
            .recovered(
                file: "stories/2026/11/2026-11-21.jsonl", offset: 9, bytes: 5, setAside: "d"),
            .damaged(file: "stories/2026/11/2026-11-21.jsonl", line: 17, what: "bad checksum"),
            .storiesMissing(3), .storeFailed(error),
            .stateReset(file: "state/polls.sqlite", reason: "no database"),
            .stateFailed("database is locked"),
            .compressed(file: "f", bytes: 100, compressedBytes: 10), .deleted(file: "f"),
            .caughtUp(stories: 2), .configWarning(at: "f.yaml:3:1", "raised"),
            .configError(at: "f.yaml:3:1", "unknown key"),
            .topicKept(topic: "t", reason: "E_EMPTY"),
            .exampleFailed(topic: "t", file: "f", reason: "does not match"),
            .hookFailed(hook: "mail", story: id, attempt: 2, next: now, reason: "exit status 1"),
            .hookRecovered(hook: "mail", failures: 2),
            .hookDeadLetter(hook: "mail", story: id, reason: "exit status 1"),
            .hookOutput(hook: "mail", story: id, line: "hello"), .metricsFailed(error),
        ]
    }()
}
