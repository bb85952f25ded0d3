// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

@testable import FeedFetching

/// The sample server's files, asked for by the fetcher.
@Suite(.timeLimit(.minutes(1))) struct StaticFilesTests {
    private func withFiles(_ body: (LoopbackServer, Fetching) throws -> Void) throws {
        let root = NSTemporaryDirectory() + "feedwatch-\(UUID())"
        let directory = "\(root)/served"
        let files = FileManager.default
        try files.createDirectory(
            atPath: "\(directory)/sub", withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: root) }
        for (name, text) in [
            ("served/a.rss", "<rss/>"), ("served/sub/b c.json", "{}"), ("served/.hidden", "h"),
            ("outside.xml", "secret"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(name)"))
        }
        try files.createSymbolicLink(
            atPath: "\(directory)/link.xml", withDestinationPath: "\(root)/outside.xml")
        let served = StaticFiles(directory: directory)
        let server = try LoopbackServer(handler: served.reply)
        defer { server.stop() }
        try body(server, Fetching())
    }

    @Test func filesHaveTypesAndValidators() throws {
        try withFiles { server, fetching in
            let first = try fetching.response(server.url("/a.rss"))
            #expect(first.status == 200)
            #expect(first.contentType == "application/rss+xml")
            #expect(first.body == Array("<rss/>".utf8))
            #expect(first.lastModified?.hasSuffix(" GMT") == true)
            for (etag, date) in [
                (first.etag, nil), (nil, first.lastModified), (first.etag, "a false one"),
            ] {
                let request = FetchRequest(
                    token: 1, url: server.url("/a.rss"), etag: etag, lastModified: date)
                try #expect(fetching.response(request).status == 304)
            }
            let changed = FetchRequest(
                token: 1, url: server.url("/a.rss"), etag: "\"x\"",
                lastModified: first.lastModified)
            try #expect(fetching.response(changed).status == 200)
            let other = try fetching.response(server.url("/sub/b%20c.json"))
            #expect(other.contentType == "application/feed+json")
        }
    }

    @Test(arguments: [
        "/", "/sub", "/sub/", "/missing", "/.hidden", "/link.xml", "/%2e%2e/outside.xml",
        "/sub/%2e%2e/%2e%2e/outside.xml", "/..%2foutside.xml", "/a.rss%00", "/%zz", "//a.rss",
    ]) func nothingElseIsServed(_ path: String) throws {
        try withFiles { server, fetching in
            try #expect(fetching.response(server.url(path)).status == 404)
        }
    }
}
