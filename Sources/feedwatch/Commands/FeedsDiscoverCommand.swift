// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import FeedParsing
import Ingestion
import JSON
import Settings
import SystemCalls
import Text

/// `feedwatch feeds discover URL`: the feeds that a page advertises.
struct FeedsDiscoverCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Prints the feeds that a page advertises.",
        discussion: """
            Asks the page once, under the daemon's limits: addresses that are not public are \
            refused unless the configuration allows them.

            EXAMPLE
              feedwatch feeds discover https://example.org/
            """)

    @Option(
        help: ArgumentHelp("The configuration, if not the usual one.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "One JSON object a feed.")
    var json = false

    @Argument(help: "The page's address; https:// may be left out.")
    var url: String

    mutating func run(in context: Context) throws -> ExitStatus {
        let address = url.contains("://") ? url : "https://\(url)"
        let finding = try FeedDiscovery.look(
            at: address, polling: try polling(in: context), environment: context.environment)
        switch finding {
        case .feed(let feed):
            try put(feed, to: context)
        case .other(let verdict):
            guard !verdict.advertisedFeeds.isEmpty else {
                throw CommandFailure(.badInput, "\(address): \(verdict.message)")
            }
            for feed in verdict.advertisedFeeds { try put(feed, to: context) }
        case .refused(let status):
            throw CommandFailure(.unavailable, "\(address): the server answered \(status)")
        case .failed(let kind, let message):
            throw CommandFailure(
                .unavailable, "\(address): \(message)",
                advice: kind == "address-refused"
                    ? "polling.allow_private_addresses in the configuration allows networks" : "")
        }
        return .success
    }

    /// How the configuration polls; the defaults where there is none.
    private func polling(in context: Context) throws -> PollingSettings {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: context.environment, readsSecrets: false)
        let path = config ?? loader.defaultPath
        guard try config != nil || FileSystem.status(of: path) != nil else {
            return PollingSettings(userAgent: "feedwatch/\(Feedwatch.version)")
        }
        let (configuration, problems) = loader.load(path)
        guard let configuration else {
            let errors = problems.filter { $0.severity == .error }.map(\.description)
            throw CommandFailure(.configuration, errors.joined(separator: "\n"))
        }
        return configuration.polling
    }

    private func put(_ feed: AdvertisedFeed, to context: Context) throws {
        guard json else {
            let title = CleanText.line(feed.title)
            try context.output.writeLine(
                CleanText.line(feed.url) + (title.isEmpty ? "" : "  \(title)"))
            return
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("url", feed.url)
        json.member("title", feed.title)
        json.member("type", feed.type)
        json.endObject()
        try context.output.writeJSON(json.bytes + [0x0A])
    }
}
