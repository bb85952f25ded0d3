// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `feedwatch feeds`: subscription lists in and out.
struct FeedsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        abstract: "Turns subscription lists into configuration and back; edits nothing.",
        discussion: """
            EXAMPLES
              feedwatch feeds import subscriptions.opml >> feedwatchd.yaml
              feedwatch feeds export > feeds.opml
              feedwatch feeds discover https://example.org/
            """,
        subcommands: [FeedsImportCommand.self, FeedsExportCommand.self, FeedsDiscoverCommand.self])

    mutating func run(in context: Context) throws -> ExitStatus {
        throw CommandFailure(
            .usage, "a subcommand of `feeds` is missing",
            advice: "`feedwatch feeds --help` lists them")
    }
}
