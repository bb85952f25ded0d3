// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import SystemCalls

/// Where the program starts: the only place that looks at arguments, environment and clock, and
/// the only one that ends the process.
@main enum Program {
    static func main() {
        // A reader that has seen enough ends the program quietly, whatever the caller set.
        _ = signal(SIGPIPE, SIG_DFL)
        exit(run(Array(ProcessIdentity.arguments.dropFirst())))
    }

    private static func run(_ arguments: [String]) -> Int32 {
        do {
            let environment = environment()
            let (arguments, moreFiles) = Operands.split(arguments)
            let output = try FileDescriptor.duplicate(of: 1, path: "standard output")
            let terminal = Terminal(descriptor: 1, environment: environment)
            let context = Context(
                environment: environment,
                now: Instant(milliseconds: SystemClock.wallMilliseconds()),
                output: StandardOutput(output, isTerminal: terminal.isTerminal),
                terminal: terminal, moreFiles: moreFiles)
            return try run(arguments, in: context)
        } catch let failure as CommandFailure {
            Context.complain(failure.text)
            return failure.status.rawValue
        } catch let error as SystemError {
            Context.complain(CommandFailure(error).text)
            return CommandFailure(error).status.rawValue
        } catch {
            return end(by: error)
        }
    }

    private static func run(_ arguments: [String], in context: Context) throws -> Int32 {
        var command = try FeedwatchCommand.parseAsRoot(arguments)
        guard var ours = command as? any Command else {
            // Help and completion scripts, which the library prints by itself.
            try command.run()
            return ExitStatus.success.rawValue
        }
        let result = Result { try ours.run(in: context) }
        // What was found before a failure is put out all the same.
        try context.output.flush()
        return try result.get().rawValue
    }

    /// Ends by what the argument parser throws: help and versions go to standard output, wrong
    /// usage to standard error.
    private static func end(by error: any Error) -> Int32 {
        let code = FeedwatchCommand.exitCode(for: error)
        let message = FeedwatchCommand.fullMessage(for: error)
        if code == .success {
            print(message)
        } else {
            let prefix = "Error: "
            Context.complain(
                message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
        }
        return code.rawValue
    }

    private static func environment() -> [String: String] {
        var result: [String: String] = [:]
        var next = unsafe environ
        // environ ends in a null pointer (environ(7)).
        while let entry = unsafe next.pointee {
            let parts = unsafe String(cString: entry).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
            unsafe next += 1
        }
        return result
    }
}
