// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel

/// `feedwatch`: the command line over the store, and the workbench for feeds and topics.
struct FeedwatchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "feedwatch",
        abstract: "Reads what feedwatchd stored, and tries feeds and topics.",
        discussion: """
            EXAMPLES
              feedwatch list --since 7d
              feedwatch tail -f
              feedwatch match --topic topics/abductions.yaml feed.xml

            The store is looked for at --store, $FEEDWATCH_STORE, the place that the \
            configuration names, /var/lib/feedwatch and ~/.local/state/feedwatch.
            """,
        version: "feedwatch \(Feedwatch.version)",
        groupedSubcommands: [
            CommandGroup(
                name: "The store",
                subcommands: [
                    ListCommand.self, SearchCommand.self, ShowCommand.self, TailCommand.self,
                    FollowCommand.self, StatsCommand.self, ReportCommand.self,
                    ExportCommand.self,
                    StatusCommand.self, AuditCommand.self, VerifyCommand.self,
                    RepairCommand.self,
                ]),
            CommandGroup(
                name: "Feeds and topics",
                subcommands: [
                    ParseCommand.self, MatchCommand.self, TopicCommand.self, FeedsCommand.self,
                    DedupCommand.self,
                ]),
        ])

    @Option(
        name: .customLong("store"),
        help: ArgumentHelp("The store's directory.", valueName: "dir"),
        completion: .directory)
    var storeDirectory: String?

    mutating func run(in context: Context) throws -> ExitStatus {
        throw CommandFailure(
            .usage, "a command is missing", advice: "`feedwatch --help` lists the commands")
    }
}
