// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Settings

/// `feedwatch feeds export`: the configured feeds as a subscription list.
struct FeedsExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints the configured feeds as OPML 2.0.",
        discussion: """
            User names, passwords and headers stay out of the list.

            EXAMPLE
              feedwatch feeds export > feeds.opml
            """)

    @Option(
        help: ArgumentHelp("The configuration, if not the usual one.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    mutating func run(in context: Context) throws -> ExitStatus {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: context.environment, readsSecrets: false)
        let (configuration, problems) = loader.load(config ?? loader.defaultPath)
        guard let configuration else {
            throw CommandFailure(
                .configuration,
                problems.filter { $0.severity == .error }.map(\.description)
                    .joined(separator: "\n"))
        }
        var list = OPML()
        list.title = "Feeds of feedwatch"
        // A list is of addresses that others can ask: files here are none.
        list.feeds = configuration.feeds.filter { $0.filePath == nil }.map(OPML.Subscription.init)
        try context.output.write(list.write())
        return .success
    }
}
