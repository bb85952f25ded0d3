// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a program left behind.
struct Output {
    /// The exit status, or minus the number of the signal that ended it.
    var status: Int32
    /// Standard output.
    var text: String
    /// Standard error.
    var errors: String
}

/// One of the built programs, running. For one thread.
final class Program {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private var unread = Data()
    /// The lines of standard error read so far.
    private(set) var log: [String] = []

    var processID: Int32 { process.processIdentifier }

    /// Starts the program `name`; through a shell command in front of it where one is given.
    init(_ name: String, _ arguments: [String], prefix: String = "") throws {
        let path = Self.directory.appendingPathComponent(name).path
        if prefix.isEmpty {
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
        } else {
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", "\(prefix); exec \"$0\" \"$@\"", path] + arguments
        }
        var environment = ProcessInfo.processInfo.environment
        for name in ["NOTIFY_SOCKET", "JOURNAL_STREAM", "FEEDWATCH_STORE", "http_proxy"] {
            environment[name] = nil
        }
        environment["TZ"] = "UTC"
        process.environment = environment
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    /// Runs a program to its end.
    static func run(_ name: String, _ arguments: [String], prefix: String = "") throws -> Output {
        try Program(name, arguments, prefix: prefix).finish()
    }

    /// Waits for a line of standard error that contains `text`; nil when the program ended before.
    @discardableResult
    func waitForLog(_ text: String) -> String? {
        while let line = nextLine() {
            if line.contains(text) { return line }
        }
        return nil
    }

    /// Sends a signal.
    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Reads to the end of both streams and waits for the program to end.
    func finish() -> Output {
        let text = output.fileHandleForReading
        let reader = Box<Data>(Data())
        let group = DispatchGroup()
        // Both streams at once, or a full pipe would stop the program.
        DispatchQueue.global().async(group: group) { reader.value = text.readDataToEndOfFile() }
        while nextLine() != nil {}
        group.wait()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Output(
            status: process.terminationReason == .exit ? status : -status,
            text: String(decoding: reader.value, as: UTF8.self),
            errors: log.joined(separator: "\n"))
    }

    private func nextLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                let line = String(decoding: unread[unread.startIndex..<end], as: UTF8.self)
                unread = unread[unread.index(after: end)...]
                log.append(line)
                return line
            }
            let more = errors.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            unread.append(more)
        }
    }

    /// Where the programs are: beside the bundle of the tests.
    static let directory = URL(fileURLWithPath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent()
}

/// A place for one value that one thread writes and another reads after it.
private final class Box<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
}
