// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs the built `feedwatch`.
enum BuiltProgram {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The program beside the test bundle.
    static var url: URL {
        URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
            .appending(path: "feedwatch")
    }

    /// Runs it with `arguments`, `input` on standard input, and nothing of our environment.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:],
        output file: FileHandle? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ["HOME": "/nonexistent", "TZ": "UTC"].merging(environment) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = file ?? stdout
        process.standardError = stderr
        try process.run()
        // Inputs and error texts of these tests fit into a pipe; outputs need not.
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        if file != nil { try stdout.fileHandleForWriting.close() }
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        let errors = try stderr.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }
}

/// A new directory with files, which goes away with this value.
final class TemporaryFiles {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "feedwatch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        for (name, text) in files {
            try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
