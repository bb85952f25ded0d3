// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Whatever ends the daemon, every entry is stored exactly once and announced exactly once.
@Suite struct CrashTests {
    @Test func killedInTheMiddleAgainAndAgain() throws {
        let site = try FeedSite()
        let paths = (0..<12).map { "/\($0).xml" }
        let run = try DaemonRun(
            feeds: paths.map { "{url: \"\(site.server.url($0))\", interval: 1s}" },
            polling: "interval: 1s\nmax_connections_per_host: 4")
        var published: [[Int]] = Array(repeating: [], count: paths.count)
        for round in 0..<24 {
            for (feed, path) in paths.enumerated() where round == 0 || feed % 3 == round % 3 {
                // The newest first; every window still shows what any earlier one did.
                let first = feed * 1000 + round * 10
                published[feed] = (first..<first + 8) + published[feed]
                site.publish(path, published[feed].map { .match($0) })
            }
            let daemon = try run.start()
            if round % 4 == 0 {
                daemon.waitForLog("ready")
            } else {
                // Each round dies at another point of its work, or after all of it.
                for _ in 0...(round * 7 % 30) where daemon.waitForLog("match topic=") == nil {
                    Issue.record("the daemon ended by itself: \(daemon.log)")
                }
            }
            daemon.signal(SIGKILL)
            _ = daemon.finish()
        }
        let last = try run.once()
        #expect(last.status == 0, "\(last.errors)")
        try run.expectExactlyOnce(published.flatMap { $0.map { "guid-\($0)" } })
    }

    @Test func aTornTailIsSetAside() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        let segment = try #require(run.segments().last)
        let handle = try #require(FileHandle(forWritingAtPath: segment))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"id\":\"0123".utf8))
        try handle.close()
        #expect(try run.feedwatch("verify").status == 65)
        site.publish("/a.xml", [.match(2), .match(1)])
        #expect(try run.once().status == 0)
        try run.expectExactlyOnce(["guid-1", "guid-2"])
        let damaged = try FileManager.default.subpathsOfDirectory(atPath: "\(run.store)/damaged")
        #expect(!damaged.isEmpty)
    }

    @Test func aSecondDaemonIsRefused() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let first = try run.start()
        #expect(first.waitForLog("ready") != nil)
        let second = try run.once()
        #expect(second.status == 75)
        #expect(second.errors.contains("\(first.processID)"))
        first.signal(SIGINT)
        #expect(first.finish().status == 0)
    }

    /// A file that may not grow is how a full disk looks to a writer: a short write, then an error.
    @Test(arguments: [64, 90, 120])
    func aFullDiskLosesNothing(kibibytes: Int) throws {
        let site = try FeedSite()
        let paths = (0..<4).map { "/\($0).xml" }
        for (feed, path) in paths.enumerated() {
            site.publish(path, (0..<60).map { .match(feed * 60 + $0) })
        }
        let run = try DaemonRun(feeds: paths.map { site.server.url($0) })
        let full = try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"],
            prefix: "trap '' XFSZ; ulimit -f \(kibibytes)")
        #expect(full.status == 74)
        #expect(full.errors.contains("File too large"), "\(full.errors)")
        #expect(try run.once().status == 0)
        try run.expectExactlyOnce((0..<240).map { "guid-\($0)" })
    }

    /// Not even the poll state has room: the daemon says so and leaves no mess.
    @Test func noRoomAtAll() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let full = try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"], prefix: "trap '' XFSZ; ulimit -f 1")
        #expect(full.status == 74)
        #expect(full.errors.contains("polls.sqlite"), "\(full.errors)")
        #expect(try run.once().status == 0)
        try run.expectExactlyOnce(["guid-1"])
    }

    @Test func theStoreIsReadableByItsGroupOnly() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        let files = FileManager.default
        for name in try files.subpathsOfDirectory(atPath: run.store) {
            let path = "\(run.store)/\(name)"
            let attributes = try files.attributesOfItem(atPath: path)
            let mode = try #require(attributes[.posixPermissions] as? Int)
            let isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(mode & 0o027 == 0 || mode == (isDirectory ? 0o750 : 0o640), "\(name)")
        }
    }
}
