// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import SystemCalls
import Text

/// What surrounds one run of the program; handed to the command that runs.
struct Context {
    let environment: [String: String]
    /// The wall clock when the program started.
    let now: Instant
    let output: StandardOutput
    let terminal: Terminal
    /// The files of the command line that went past the argument parser (`Operands`).
    var moreFiles: [String] = []

    /// Tells something on standard error, as `feedwatch: …`. What has been put out so far comes
    /// first, so that the two read in order on a terminal.
    func note(_ message: String) {
        // An output that fails says so itself when it is finished.
        try? output.flush()
        Context.complain(message)
    }

    /// Writes `feedwatch: …` to standard error, cleaned of what is in it from files and feeds.
    static func complain(_ message: String) {
        let line = Array("feedwatch: \(CleanText.lines(message, limit: 8192))\n".utf8)
        // There is nowhere left to say that standard error is closed.
        guard let error = try? FileDescriptor.duplicate(of: 2, path: "standard error") else {
            return
        }
        try? error.writeAll(line)
    }
}

/// A command of `feedwatch`. What it needs from outside comes in as the context.
protocol Command: ParsableCommand {
    /// Does it.
    ///
    /// - Returns: The exit status where that is no failure in itself.
    mutating func run(in context: Context) throws -> ExitStatus
}
