// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The C program `parse_sax` of the performance suite on the same files: libxml2 with the fields
/// copied, and with their HTML made text.
struct ParseBaseline {
    private let programs: String
    private let listPath: String

    /// Writes the list of files for the program in the directory `programs`.
    init(programs: String, files: [String]) throws {
        self.programs = programs
        listPath = "/tmp/feedwatch-bench-\(getpid()).list"
        try FileText.write(files.joined(separator: "\n") + "\n", to: listPath)
    }

    /// Megabytes a second of processor time, by what was done.
    func rates() throws -> [String: Double] {
        ["C copy": try rate("copy"), "C strip": try rate("strip")]
    }

    private func rate(_ mode: String) throws -> Double {
        let command = "\(programs)/parse_sax \(mode) @\(listPath)"
        guard let pipe = unsafe popen(command, "r") else {
            throw FileText.Failure(path: command, reason: "does not run")
        }
        var line = [CChar](repeating: 0, count: 4096)
        let count = unsafe fread(&line, 1, line.count, pipe)
        guard unsafe pclose(pipe) == 0 else {
            throw FileText.Failure(path: command, reason: "failed")
        }
        // One JSON object, of which one member is wanted.
        let text = String(decoding: line[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let member = text.split(separator: "\"MB_s\":").last?.prefix { $0.isNumber || $0 == "." }
        guard let rate = member.flatMap({ Double($0) }) else {
            throw FileText.Failure(path: command, reason: "printed no rate")
        }
        return rate
    }

    /// Removes what `init` wrote.
    func remove() { _ = unsafe unlink(listPath) }
}
