// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Settings

/// `feedwatch complete`: names from the configuration, for completion scripts; not in the help.
struct CompleteCommand: Command {
    /// What is completed.
    enum Names: String, ExpressibleByArgument {
        case topics, feeds
    }

    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Prints the names of the configuration's topics or feeds, a line each.",
        discussion: """
            EXAMPLE
              feedwatch complete topics
            """,
        shouldDisplay: false)

    /// How a shell asks for the topics.
    static let topics = CompletionKind.shellCommand("feedwatch complete topics")

    @Argument(help: "topics or feeds.")
    var names: Names

    mutating func run(in context: Context) throws -> ExitStatus {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: context.environment, readsSecrets: false)
        // Without a configuration that can be read there is nothing to complete, and nobody to tell.
        guard let configuration = loader.load(loader.defaultPath).configuration else {
            return .success
        }
        let lines: [String] =
            switch names {
            case .topics: configuration.topics.map(\.definition.name)
            case .feeds: configuration.feeds.compactMap(\.name)
            }
        for line in lines { try context.output.writeLine(line) }
        return .success
    }
}
