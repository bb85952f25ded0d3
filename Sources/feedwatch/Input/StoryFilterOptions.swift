// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import StoryStore

/// Which stories: for every command that reads many.
struct StoryFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Stored from this time on: 7d, 2026-11-21, '2026-11-21 20:31', today, RFC 3339.",
            valueName: "time"))
    var since: TimeArgument?

    @Option(help: ArgumentHelp("Stored before this time.", valueName: "time"))
    var until: TimeArgument?

    @Option(
        name: .customLong("topic"),
        help: ArgumentHelp("Of this topic; several are alternatives.", valueName: "name"),
        completion: Completions.topics)
    var topics: [String] = []

    @Option(
        name: .customLong("source"),
        help: ArgumentHelp(
            "Of this host or one below it; several are alternatives.", valueName: "host"),
        completion: Completions.sources)
    var sources: [String] = []

    @Option(
        name: .customLong("language"),
        help: ArgumentHelp(
            "In this language: zh is zh-Hant-TW as well; several are alternatives.",
            valueName: "tag"))
    var languages: [String] = []

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1 on") }
    }

    /// The part of the store that is read at `now`.
    func selection(at now: Instant, order: StoreSelection.Order) -> StoreSelection {
        StoreSelection(
            since: since?.instant(at: now), until: until?.instant(at: now), order: order)
    }

    /// Whether `story` is of the topics, sources and languages that were asked for.
    func includes(_ story: Story) -> Bool {
        if !topics.isEmpty, !story.topics.contains(where: { topics.contains($0.name) }) {
            return false
        }
        if !sources.isEmpty, !sources.contains(where: { Self.isHost(story.source, below: $0) }) {
            return false
        }
        return languages.isEmpty
            || languages.contains { Self.isLanguage(story.language, inRange: $0) }
    }

    /// Whether `host` is `name` or a host below it.
    private static func isHost(_ host: UTF8Text, below name: String) -> Bool {
        let host = host.string.lowercased()
        var name = name.lowercased()
        if name.hasPrefix("www.") { name.removeFirst(4) }
        return host == name || host.hasSuffix("." + name)
    }

    /// Basic filtering of language tags (RFC 4647 section 3.3.1).
    private static func isLanguage(_ tag: UTF8Text, inRange range: String) -> Bool {
        let tag = tag.string.lowercased()
        let range = range.lowercased().replacing("_", with: "-")
        return tag == range || tag.hasPrefix(range + "-")
    }
}
