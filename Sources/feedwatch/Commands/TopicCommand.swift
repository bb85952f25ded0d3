// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `feedwatch topic`: the workbench for topic files.
struct TopicCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "topic",
        abstract: "Checks, explains and improves topics.",
        discussion: """
            EXAMPLES
              feedwatch topic check topics/*.yaml
              feedwatch topic explain topics/abductions.yaml story.txt
              feedwatch topic try topics/abductions.yaml --since 30d
            """,
        subcommands: [
            TopicCheckCommand.self, TopicExplainCommand.self, TopicTryCommand.self,
            TopicSuggestCommand.self,
        ])

    mutating func run(in context: Context) throws -> ExitStatus {
        throw CommandFailure(
            .usage, "a subcommand of `topic` is missing",
            advice: "`feedwatch topic --help` lists them")
    }
}
