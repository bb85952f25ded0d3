// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import EventLog
import FeedModel
import Glibc
import Ingestion
import SystemCalls

/// `feedwatchd`: arguments and environment in, exit status out.
@main
struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedwatchd",
        abstract: "Polls feeds, keeps the entries that match topics, and stores each once.",
        discussion: """
            Runs in the foreground until SIGTERM or SIGINT; SIGHUP reads the configuration again.

            Example:
              feedwatchd --config /etc/feedwatch/feedwatchd.yaml --once
            """,
        version: "feedwatchd \(Feedwatch.version)")

    @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var config: String?

    @Option(help: "The store's directory, instead of the configuration's.", completion: .directory)
    var store: String?

    @Flag(help: "Ask every feed once, print a summary and end (75 if every feed failed).")
    var once = false

    @Flag(help: "Check configuration, topics and their examples, and end (78 if one is wrong).")
    var check = false

    @Option(
        help:
            "What is logged at least: \(LogLevel.allCases.map(\.rawValue).joined(separator: " ")).",
        completion: .list(LogLevel.allCases.map(\.rawValue)),
        transform: { text in
            guard let level = LogLevel(rawValue: text) else {
                throw ValidationError("there is no log level `\(text)`")
            }
            return level
        })
    var logLevel: LogLevel?

    static func main() {
        do {
            let program = try parse(Array(ProcessIdentity.arguments.dropFirst()))
            Glibc.exit(program.execute(in: ProcessEnvironment.variables()))
        } catch {
            exit(withError: error)
        }
    }
}
