// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import feedwatch

@Suite struct UsageTests {
    @Test(arguments: [
        [], ["nonsense"], ["match"], ["match", "x"], ["topic"], ["topic", "check"], ["feeds"],
        ["status", "--nonsense"], ["--store"], ["dedup", "--similarity", "2"],
    ])
    func wrongUsageEndsWith64(arguments: [String]) throws {
        let outcome = try BuiltProgram.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors.hasPrefix("feedwatch: "))
        #expect(outcome.output.isEmpty)
    }

    /// Every command, however deep, has help with an example.
    @Test func helpShowsAnExample() throws {
        var commands: [[String]] = [[]]
        func collect(_ type: any ParsableCommand.Type, _ path: [String]) {
            for sub in type.configuration.subcommands
                + type.configuration.groupedSubcommands.flatMap(\.subcommands)
            {
                let name = path + [sub.configuration.commandName ?? ""]
                commands.append(name)
                collect(sub, name)
            }
        }
        collect(FeedwatchCommand.self, [])
        #expect(commands.count > 8)
        for command in commands {
            let outcome = try BuiltProgram.run(command + ["--help"])
            #expect(outcome.status == 0, "\(command)")
            #expect(outcome.output.contains("EXAMPLE"), "\(command)")
            #expect(outcome.output.contains("  feedwatch "), "\(command)")
        }
    }

    @Test func versionIsTold() throws {
        let outcome = try BuiltProgram.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: /feedwatch \d+\.\d+\.\d+\n/) != nil)
    }

    /// `$FEEDWATCH_STORE`, else what the configuration names; a configuration of one's own that
    /// names none means the store at home, as it does for the daemon.
    @Test func theStoreIsWhereTheDaemonPutsIt() throws {
        let home = try TemporaryFiles()
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/feedwatch", withIntermediateDirectories: false)
        let path = "\(home.path)/feedwatch/feedwatchd.yaml"
        for (text, expected) in [
            ("store: {directory: /nonexistent/named}\n", "/nonexistent/named"),
            ("log: {level: info}\n", "/nonexistent/state/feedwatch"),
        ] {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let outcome = try BuiltProgram.run(
                ["status"],
                environment: [
                    "XDG_CONFIG_HOME": home.path, "XDG_STATE_HOME": "/nonexistent/state",
                ])
            #expect(outcome.status == 66)
            #expect(outcome.errors.hasPrefix("feedwatch: \(expected): there is no store"))
        }
    }

    @Test func withoutAStoreThereIsAdvice() throws {
        let outcome = try BuiltProgram.run(["--store", "/nonexistent/store", "status"])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("/nonexistent/store: there is no store"))
        #expect(outcome.errors.contains("--store DIR"))
    }
}
