// SPDX-License-Identifier: Apache-2.0

import CZlib
import Glibc
import SystemCalls

/// Whole files as text.
enum FileText: Sendable {
    /// A file that is not what it should be.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    static func read(_ path: String) throws -> String {
        String(decoding: try FileSystem.contents(of: path, limit: 1 << 30), as: UTF8.self)
    }

    static func write(_ text: String, to path: String) throws {
        let file = try FileDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
        try file.writeAll(Array(text.utf8))
    }

    /// The content of a file compressed with gzip, or as it is.
    static func readCompressed(_ path: String) throws -> [UInt8] {
        guard let file = unsafe gzopen(path, "rb") else {
            throw Failure(path: path, reason: "cannot be opened")
        }
        defer { _ = unsafe gzclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe gzread(file, &buffer, UInt32(buffer.count))
            if count == 0 { return bytes }
            guard count > 0 else { throw Failure(path: path, reason: "cannot be inflated") }
            bytes += buffer[..<Int(count)]
        }
    }
}
