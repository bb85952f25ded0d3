// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc

/// `feedwatch-bench schedule`: how long entries wait to be found.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Replays publishing times against the daemon's schedule.",
        discussion: """
            The daemon's own scheduling code polls feeds that publish at recorded times, in virtual \
            time, and learns only from what its polls show. Beside it stand polling at a fixed \
            interval and the rule of miniflux, stretched or squeezed to the same number of requests.

              feedwatch-bench schedule --traces traces.tsv.gz --feeds feeds.tsv --set set.json
            """)

    @Option(help: "Publishing times: feed TAB seconds since the epoch, compressed with gzip.")
    var traces: String
    @Option(help: "The feeds: feed TAB window TAB weight TAB kind TAB source, with a heading.")
    var feeds: String
    @Option(help: "The start, the moment from which delays count, and the end, as JSON.")
    var set: String
    @Option(help: "How many requests to send in the measured part (default: half-hourly polling).")
    var requests: Int?
    @Option(help: "Write every poll to this file: feed TAB seconds since the epoch.")
    var log: String?
    @Flag(help: "Let feeds whose entries match topics count for more.")
    var weights = false

    func run() throws {
        let recording = try Recording(traces: traces, feeds: feeds, set: set)
        let budget = requests ?? recording.halfHourlyRequests
        let simulation = ScheduleSimulation(
            recording: recording, requests: budget, weighsMatches: weights)
        let polls = simulation.run()
        if let log { try write(polls, of: recording, to: log) }
        var rows = [
            ScheduleOutcome("feedwatch", polls: polls, of: recording)
        ]
        for rule in ScheduleBaseline.allCases {
            rows.append(
                ScheduleOutcome(
                    rule.name, polls: rule.polls(over: recording, requests: budget), of: recording))
        }
        print(ScheduleOutcome.table(rows, requests: budget))
    }

    private func write(
        _ polls: [[Int64]], of recording: Recording, to path: String
    ) throws {
        var text = ""
        for (feed, times) in zip(recording.feeds, polls) {
            for time in times {
                let thousandths = String(time % 1000 + 1000).dropFirst()
                text += "\(feed.name)\t\(time / 1000).\(thousandths)\n"
            }
        }
        try FileText.write(text, to: path)
    }
}
