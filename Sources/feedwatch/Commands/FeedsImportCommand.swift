// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Settings
import SystemCalls

/// `feedwatch feeds import FILE.opml`: a subscription list as configuration.
struct FeedsImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Prints the feeds of an OPML list as YAML for the configuration.",
        discussion: """
            The list can also be named in the configuration as it is: `opml: [FILE.opml]`.

            EXAMPLE
              feedwatch feeds import subscriptions.opml >> feedwatchd.yaml
            """)

    @Argument(help: "An OPML 2.0 document.", completion: .file(extensions: ["opml", "xml"]))
    var file: String

    mutating func run(in context: Context) throws -> ExitStatus {
        let bytes = try FileSystem.contents(of: file, limit: 16 << 20)
        let (list, problems) = OPML.read(bytes, file: file)
        for problem in problems { context.note(problem.description) }
        guard let list else { return .badInput }
        try context.output.writeLine(list.feeds.isEmpty ? "feeds: []" : "feeds:")
        var folder: [String] = []
        for feed in list.feeds {
            if feed.folder != folder, !feed.folder.isEmpty {
                try context.output.writeLine("  # \(feed.folder.joined(separator: " / "))")
            }
            folder = feed.folder
            for line in Self.lines(of: feed) { try context.output.writeLine(line) }
        }
        return .success
    }

    private static func lines(of feed: OPML.Subscription) -> [String] {
        let (url, hadCredentials) = withoutCredentials(feed.url)
        var lines = ["  - url: \(quoted(url))"]
        if !feed.title.isEmpty { lines.append("    name: \(quoted(feed.title))") }
        if !feed.isEnabled { lines.append("    enabled: false") }
        if hadCredentials {
            lines.append("    # user name and password were left out: see headers_file")
        }
        return lines
    }

    private static func withoutCredentials(_ url: String) -> (url: String, had: Bool) {
        let reference = URIReference(url)
        guard let userInfo = reference.userInfo else { return (url, false) }
        var bytes = reference.bytes
        bytes.removeSubrange(userInfo.lowerBound...userInfo.upperBound)
        return (String(decoding: bytes, as: UTF8.self), true)
    }

    /// A JSON string is a double-quoted scalar of YAML.
    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.value(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
