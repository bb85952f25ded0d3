// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Somebody else's program that reads what is exported: of Debian, where it is installed.
enum ForeignTool {
    /// Whether a program is there to be run.
    static func isInstalled(_ name: String) -> Bool {
        path(of: name) != nil
    }

    /// Whether `python3` has a module.
    static func pythonHas(_ module: String) -> Bool {
        let outcome = try? run(["python3", "-c", "import \(module)"])
        return outcome?.status == 0
    }

    /// Runs a program with what is in the file at `input` on its standard input.
    static func run(
        _ command: [String], input: String = "/dev/null", in directory: String = "/"
    ) throws -> BuiltProgram.Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path(of: command[0]) ?? "/nonexistent")
        process.arguments = Array(command.dropFirst())
        process.environment = ["HOME": directory, "PATH": search, "LC_ALL": "C.UTF-8"]
        process.currentDirectoryURL = URL(filePath: directory)
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
        let (stdout, stderr) = (Pipe(), Pipe())
        process.standardOutput = stdout
        process.standardError = stderr
        try process.run()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        let errors = try stderr.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return BuiltProgram.Outcome(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    private static var search: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    private static func path(of name: String) -> String? {
        search.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
