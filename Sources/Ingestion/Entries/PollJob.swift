// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Polling
internal import TopicMatching

/// A poll under way: what is needed, on any thread, to make something of its answer.
struct PollJob: Sendable {
    /// The request, with the window and the hash that an answer is compared with.
    var start: PollStart
    /// The feed as the configuration has it.
    var feed: PolledFeed
    /// The topics that entries are matched against.
    var topics: TopicSet
    /// Those of them that the feed, and every other feed of the same URL, is polled for; nil for
    /// all.
    var selection: TopicSelection?
    /// Whether near misses are looked for.
    var findsNearMisses = false
    /// Whether stories keep `content_html` too.
    var keepsHTML = false
    /// When it was asked.
    var asked: Instant
}

/// A feed of the configuration in the terms of the pipeline.
struct PolledFeed: Sendable {
    /// The configured URL without user name and password.
    var url: UTF8Text
    /// What the configuration calls it; empty where the feed names itself.
    var name: UTF8Text
}
