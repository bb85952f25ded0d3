// SPDX-License-Identifier: Apache-2.0

import Foundation
import Metrics
import SystemCalls
import Testing

@Suite struct MetricsFileTests {
    private let directory = FileManager.default.temporaryDirectory
        .appending(path: "feedwatch-\(UUID().uuidString)").path
    private var path: String { directory + "/feedwatch.prom" }

    init() throws { try FileSystem.makeDirectory(directory) }

    private func names() throws -> [String] { try FileSystem.entries(of: directory) }

    @Test func theFileIsReplacedAndReadableByAll() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let before = umask(0o077)
        defer { umask(before) }
        try MetricsFile.replace(path, with: Array("a 1\n".utf8))
        let first = try #require(try FileSystem.status(of: path))
        try MetricsFile.replace(path, with: Array("a 2\n".utf8))
        let second = try #require(try FileSystem.status(of: path))
        #expect(first.permissions == 0o644 && second.permissions == 0o644)
        // Another file under the same name: who has the old one open reads it to its end.
        #expect(first.inode != second.inode)
        #expect(try FileSystem.contents(of: path, limit: 100) == Array("a 2\n".utf8))
        #expect(try names() == ["feedwatch.prom"])
    }

    @Test func whatAKilledDaemonLeftIsNoHindrance() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let elsewhere = directory + "/elsewhere"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: elsewhere))
        // The worst that may lie there: a link to a file that is not to be written.
        try FileManager.default.createSymbolicLink(
            atPath: path + ".tmp", withDestinationPath: elsewhere)
        try MetricsFile.replace(path, with: Array("a 1\n".utf8))
        #expect(try FileSystem.contents(of: elsewhere, limit: 100) == Array("mine".utf8))
        #expect(try names() == ["elsewhere", "feedwatch.prom"])
    }

    @Test func aMissingDirectoryIsSaid() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let error = #expect(throws: SystemError.self) {
            try MetricsFile.replace(directory + "/no/feedwatch.prom", with: [])
        }
        #expect(error?.errno == ENOENT)
        #expect(error?.path == directory + "/no/feedwatch.prom.tmp")
    }
}
