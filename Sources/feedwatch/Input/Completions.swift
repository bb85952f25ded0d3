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
        return hosts.filter { !$0.isEmpty }.sorted().map(escaped)
    }

    /// The names of feeds; of those that have none, what follows the scheme of their URLs.
    static let feeds = CompletionKind.custom { words, _, _ in
        let path = "\(store(words))/state/polls.sqlite"
        guard let file = try? PollStateFile.openForReading(path),
            let feeds = try? file.statuses(at: Instant(milliseconds: 0))
        else { return configuration()?.feeds.map { label($0.name ?? "", $0.url) } ?? [] }
        return feeds.map { label($0.name, $0.configuredURL) }
    }

    private static func label(_ name: String, _ url: String) -> String {
        if !name.isEmpty { return escaped(name) }
        return escaped(url.firstRange(of: "://").map { String(url[$0.upperBound...]) } ?? url)
    }

    /// The word as the shell's completion takes it. For zsh what stands behind a colon would be a
    /// description. bash expands each word that it is offered, as if it had been typed, and puts
    /// what comes of it into the line, where it is expanded again: quoted once for either.
    private static func escaped(_ word: String) -> String {
        switch CompletionShell.requesting {
        case .zsh: word.replacing(":", with: "\\:")
        case .bash: quoted(quoted(word))
        default: word
        }
    }

    /// With a backslash before all of ASCII that may mean something to a shell.
    private static func quoted(_ word: String) -> String {
        var quoted = ""
        for character in word {
            if character.isASCII, !character.isLetter, !character.isNumber,
                !"-_./,+=@%".contains(character)
            {
                quoted += "\\"
            }
            quoted.append(character)
        }
        return quoted
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
