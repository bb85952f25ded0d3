// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// The daemon's log: kept in a file, and counted by events; for one thread.
final class SoakLog {
    /// How often each event was told, `level name`.
    private(set) var counts: [String: Int] = [:]
    /// What is no feed's own fault, the first twenty of it.
    private(set) var complaints: [String] = []

    private let file: FileDescriptor
    private var pending: [UInt8] = []

    /// Events above `info` that faults of feeds bring about.
    private static let expected: Set<String> = ["feed-failing", "feed-gone", "feed-gap", "match"]

    init(path: String) throws(SystemError) {
        file = try FileDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    }

    func take(_ bytes: [UInt8]) throws(SystemError) {
        try file.writeAll(bytes)
        pending += bytes
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
            count(String(decoding: pending[..<end], as: UTF8.self))
            pending.removeFirst(end + 1)
        }
    }

    private func count(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 3)
        let (level, event) = words.count > 2 ? (words[1], String(words[2])) : ("?", line)
        counts["\(level) \(event)", default: 0] += 1
        let isHarmless = ["info", "debug"].contains(level) || Self.expected.contains(event)
        if !isHarmless, complaints.count < 20 { complaints.append(line) }
    }
}

@available(*, unavailable, message: "A log is taken by one thread.")
extension SoakLog: Sendable {}
