// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

@testable import FeedFetching

@Suite(.timeLimit(.minutes(1))) struct FileTests {
    /// Runs `body` with the path of a directory that is removed afterwards.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "feedwatch-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func request(_ url: String, allowed: Bool = true) -> FetchRequest {
        FetchRequest(token: 7, url: url, allowsFile: allowed)
    }

    @Test func aFileIsAResponse() throws {
        try withDirectory { directory in
            try Data("<rss/>".utf8).write(to: URL(fileURLWithPath: "\(directory)/a b.xml"))
            let fetching = try Fetching()
            let response = try fetching.response(request("file://\(directory)/a%20b.xml"))
            #expect(response.status == 200)
            #expect(response.body == Array("<rss/>".utf8))
            #expect(response.effectiveURL == "file://\(directory)/a%20b.xml")
            let refused = try fetching.failure(
                request("file://\(directory)/a%20b.xml", allowed: false))
            #expect(refused.kind == .url)
        }
    }

    @Test func nothingButARegularFileWithinTheLimit() throws {
        try withDirectory { directory in
            let pipe = "\(directory)/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            try Data(count: 101).write(to: URL(fileURLWithPath: "\(directory)/large"))
            let fetching = try Fetching { $0.maxBody = 100 }
            func kind(_ path: String) throws -> FetchFailure.Kind {
                try fetching.failure(request("file://\(path)")).kind
            }
            try #expect(kind(pipe) == .file)
            try #expect(kind(directory) == .file)
            try #expect(kind("/dev/zero") == .file)
            try #expect(kind("\(directory)/missing") == .file)
            try #expect(kind("\(directory)/large") == .tooLarge)
        }
    }
}
