// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Polling
import Settings
import StoryStore
import SystemCalls

/// What a shell offers behind a word, from the configuration and the store: the completion scripts
/// call the program for it. Nobody is told what cannot be read; there is then nothing to offer.
enum Completions {
    /// The names of topics.
    static let topics = CompletionKind.custom { _, _, _ in
        configuration()?.topics.map(\.definition.name) ?? []
    }

    /// The identifiers of the newest stories.
    static let stories = CompletionKind.custom { words, _, _ in
        var ids: [String] = []
        forEachNewStory(words, limit: 1000) { ids.append($0.id.description) }
        return ids
    }

    /// The hosts of the newest stories.
    static let sources = CompletionKind.custom { words, _, _ in
        var hosts: Set<String> = []
        forEachNewStory(words, limit: 1000) { hosts.insert($0.source.string) }
        return hosts.filter { !$0.isEmpty }.sorted()
    }

    /// The names of feeds; of those that have none, what follows the scheme of their URLs: bash
    /// takes a word apart at colons.
    static let feeds = CompletionKind.custom { words, _, _ in
        let path = "\(store(words))/state/polls.sqlite"
        guard let file = try? PollStateFile.openForReading(path),
            let feeds = try? file.statuses(at: Instant(milliseconds: 0))
        else { return configuration()?.feeds.map { label($0.name ?? "", $0.url) } ?? [] }
        return feeds.map { label($0.name, $0.configuredURL) }
    }

    private static func label(_ name: String, _ url: String) -> String {
        if !name.isEmpty { return name }
        return url.firstRange(of: "://").map { String(url[$0.upperBound...]) } ?? url
    }

    private static func configuration() -> Configuration? {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: ProcessEnvironment.variables(),
            readsSecrets: false)
        return loader.load(loader.defaultPath).configuration
    }

    /// The store that the words of the command line mean.
    private static func store(_ words: [String]) -> String {
        var given: String?
        if let option = words.lastIndex(of: "--store"), option + 1 < words.count {
            given = words[option + 1]
        }
        return StoreOptions.located(given, ProcessEnvironment.variables()) { _ in }
    }

    private static func forEachNewStory(
        _ words: [String], limit: Int, _ body: (Story) -> Void
    ) {
        guard let reader = try? StoreReader(directory: store(words)) else { return }
        var count = 0
        try? reader.forEachStory(
            in: StoreSelection(order: .newestFirst), detail: .identity
        ) { story, _ in
            body(story)
            count += 1
            return count < limit
        }
    }
}
