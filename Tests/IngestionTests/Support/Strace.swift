// SPDX-License-Identifier: Apache-2.0

import Foundation

/// strace(1): records the system calls of the built daemon, makes one of them fail, or kills the
/// daemon at it.
enum Strace {
    /// Whether it is there and may trace processes here.
    static let works: Bool = {
        let output = try? Program.run("feedwatchd", [], prefix: "exec strace -qq -o /dev/null true")
        return output?.status == 0
    }()

    /// A system call on a file of the store, which something happens at.
    struct Step: Sendable, CustomStringConvertible {
        /// The system call.
        var call: String
        /// The file or directory that it is about, below the store's directory; for a call that
        /// takes a name in a directory, the directory.
        var path: String
        /// Which of such calls, from 1; every thread's count together.
        var number = 1
        /// The error to return in place of doing it.
        var error: String

        var description: String { "\(call) \(path) #\(number)" }
    }

    /// What happens at a step.
    enum Fault: String, CaseIterable, Sendable {
        /// SIGKILL before the call does anything.
        case kill
        /// The call, and every later one like it, does nothing and returns the step's error.
        case error
    }

    /// Runs the daemon of `run` once, with `fault` at `step`.
    static func once(_ run: DaemonRun, _ fault: Fault, at step: Step) throws -> Output {
        let path = step.path.isEmpty ? run.store : "\(run.store)/\(step.path)"
        let (first, injected) = (
            step.number, fault == .kill ? "signal=KILL" : "error=\(step.error)"
        )
        return try self.run(
            run,
            [
                "-P", path, "-e", "trace=\(step.call)",
                "-e", "inject=\(step.call):\(injected):when=\(first)\(fault == .kill ? "" : "+")",
                "-o", "/dev/null",
            ])
    }

    /// Runs the daemon of `run` once; what it changes is recorded in `file`.
    static func record(_ run: DaemonRun, to file: String) throws -> Output {
        try self.run(
            run,
            [
                "-y", "-xx", "-s", "1048576", "-o", file,
                "-e", "trace=\(RecordedCall.names.joined(separator: ","))",
            ])
    }

    private static func run(_ run: DaemonRun, _ arguments: [String]) throws -> Output {
        let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
        return try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"],
            prefix: "exec strace -f -qq \(quoted) \"$0\" \"$@\"")
    }
}
