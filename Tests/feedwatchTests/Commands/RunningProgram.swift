// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemCalls
import Testing

/// A `feedwatch` that is still running; killed when this value goes.
final class RunningProgram {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private var buffer = Data()

    init(_ arguments: [String]) throws {
        process.executableURL = BuiltProgram.url
        process.arguments = arguments
        process.environment = ["HOME": "/nonexistent", "TZ": "UTC"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    deinit {
        // Not SIGTERM: it is blocked in the threads of tests, and children inherit that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The next line of its output, waited for; nil at the end, or when none comes at all.
    func nextLine() -> String? {
        while true {
            if let newline = buffer.firstIndex(of: 0x0A) {
                let line = String(decoding: buffer[buffer.startIndex..<newline], as: UTF8.self)
                buffer = Data(buffer[(newline + 1)...])
                return line
            }
            var request = pollfd(
                fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, 60_000) == 1 else { return nil }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer.append(more)
        }
    }

    /// Waits for what the program does in `directory` besides writing lines.
    func wait(forChangesIn directory: String, until condition: () -> Bool) throws {
        let watch = try DirectoryWatch()
        try watch.add(directory)
        while !condition() {
            guard try watch.wait(timeoutMilliseconds: 60_000) || condition() else {
                Issue.record("nothing changes in \(directory)")
                return
            }
        }
    }

    /// Kills it as a crash would.
    func crash() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What it had written and was not read yet.
    func rest() -> [String] {
        var lines: [String] = []
        while let line = nextLine() { lines.append(line) }
        return lines
    }

    /// Closes the pipe it writes to and waits for its end.
    func closeAndWait() -> (status: Int32, errors: String) {
        try? output.fileHandleForReading.close()
        process.waitUntilExit()
        let errors = (try? errors.fileHandleForReading.readToEnd()) ?? nil
        return (process.terminationStatus, String(decoding: errors ?? Data(), as: UTF8.self))
    }
}
