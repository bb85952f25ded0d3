// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures the daemon's parts.
@main struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedwatch-bench", abstract: "Measures feedwatch's parts.",
        subcommands: [
            DuplicatesCommand.self, MatchCommand.self, ParseCommand.self, ScheduleCommand.self,
            SearchCommand.self, SoakCommand.self, StoreCommand.self,
        ])
}
