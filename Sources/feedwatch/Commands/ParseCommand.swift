// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `feedwatch parse`: feed files as JSON Feed.
struct ParseCommand: Command {
    static let configuration = CommandConfiguration(commandName: "parse")
    mutating func run(in context: Context) throws -> ExitStatus { .success }
}
