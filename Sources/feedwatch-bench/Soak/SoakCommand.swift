// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SystemCalls

/// `feedwatch-bench soak`: the daemon for an hour among feeds that change and fail.
struct SoakCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Runs the daemon for long among feeds that change and fail.",
        discussion: """
            Two thousand feeds on forty hosts of loopback publish all the time. One answer in eight \
            is at fault, in one of 22 ways; some feeds never answer well; every twenty seconds \
            one in a hundred leaves the configuration and another comes. At the end memory and \
            descriptors have to be flat over the last half, the log without an error that is not \
            a feed's own, the books balanced, the store whole, and every story that was offered \
            in it once. Ends with 1 when something of that does not hold. What was written is left \
            in the directory, with samples.tsv and daemon.log.

              nice feedwatch-bench soak --minutes 60 --directory /var/tmp/soak
            """)

    @Option(help: "How long.")
    var minutes = 60
    @Option(help: "How many feeds are configured at a time.")
    var feeds = 2000
    @Option(help: "How often a feed is asked, in seconds, until its rhythm is known.")
    var interval = 60
    @Option(help: "Where to write; made, and best empty.")
    var directory = "/var/tmp/feedwatch-soak"
    @Option(help: "Where feedwatchd and feedwatch are (default: beside this program).")
    var programs: String?

    /// The daemon's `request_timeout`, in seconds.
    static let requestTimeout = 4

    func validate() throws {
        guard minutes > 0, feeds > 0, interval > 0 else {
            throw ValidationError("--minutes, --feeds and --interval are at least 1.")
        }
    }

    func run() throws {
        // Before any thread: an interrupt ends the soak with its verdict, and the daemon with it.
        let signals = try SignalMonitor()
        let programs =
            try programs ?? FileSystem.directory(of: ProcessIdentity.executablePath())
        let interruption = try Interruption(signals)
        try FileSystem.makeDirectories(directory)
        let soak = try Soak(self, programs: programs, interruption: interruption)
        try soak.run()
        let verdict = try soak.verdict()
        print(verdict.text)
        if !verdict.holds { throw ExitCode(1) }
    }
}
