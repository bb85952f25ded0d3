// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Starting, checking, reloading, stopping.
@Suite struct LifeCycleTests {
    @Test func theVersionIsSaid() throws {
        let output = try Program.run("feedwatchd", ["--version"])
        #expect(output.status == 0)
        #expect(output.text.hasPrefix("feedwatchd 0."))
    }

    @Test func aWrongOptionIsAUsageError() throws {
        #expect(try Program.run("feedwatchd", ["--frequency", "often"]).status == 64)
    }

    @Test func checkNamesEveryPlace() throws {
        let run = try DaemonRun(feeds: ["https://example.org/rss"])
        #expect(try Program.run("feedwatchd", run.daemonArguments + ["--check"]).status == 0)
        try run.configure(feeds: ["{url: \"https://example.org/rss\", intervall: 15m}"])
        try run.write("topics/broken.yaml", "name: broken\nquery: |\n  abduct* AND (\n")
        let output = try Program.run("feedwatchd", run.daemonArguments + ["--check"])
        #expect(output.status == 78)
        #expect(output.errors.contains("feedwatchd.yaml:8:38: unknown key `intervall`"))
        #expect(output.errors.contains("did you mean `interval`?"))
        #expect(output.errors.contains("broken.yaml:3:"), "\(output.errors)")
        #expect(!FileManager.default.fileExists(atPath: run.store))
    }

    /// One of each kind of error, all told in one go, in the order of files and lines.
    @Test func checkTellsEverythingAtOnce() throws {
        let run = try DaemonRun(
            feeds: ["{url: \"https://example.org/rss\", topics: [abductoins]}"],
            polling: "request_timeout: 30 seconds")
        try run.write("topics/x.yaml", "name: x\ntitel: X\nquery: abduct* AND (\n")
        try run.write("topics/y.yaml", "name: y\nquery: [\n")
        try run.write(
            "topics/z.yaml", "name: z\nquery: rain\nexamples:\n  match: [../story.md]\n")
        try run.write("story.md", "Sun\n\nNothing else.\n")
        try run.write("list.opml", "<opml version='2.0'><body><outline/></body>")
        let file = "\(run.directory)/feedwatchd.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try run.write(
            "feedwatchd.yaml",
            text + "opml: [list.opml]\nmetrics: {textfil: a}\nlog: {level: loud}\n")
        let output = try Program.run("feedwatchd", run.daemonArguments + ["--check"])
        #expect(output.status == 78)
        let places = output.errors.split(separator: "\n").map { line in
            line.replacing("\(run.directory)/", with: "", maxReplacements: 1).prefix { $0 != " " }
        }
        #expect(
            places == [
                "feedwatchd.yaml:5:20:", "feedwatchd.yaml:8:47:", "feedwatchd.yaml:10:11:",
                "feedwatchd.yaml:11:14:", "topics/x.yaml:2:1:", "topics/x.yaml:3:21:",
                "topics/y.yaml:3:1:", "list.opml:1:44:", "topics/../story.md:",
            ], "\(output.errors)")
    }

    @Test func statusesAreThoseOfSysexits() throws {
        let run = try DaemonRun(feeds: ["https://example.org/rss"])
        let config = ["--config", "\(run.directory)/feedwatchd.yaml"]
        // The configuration: missing, a directory.
        for path in ["\(run.directory)/none.yaml", run.directory] {
            #expect(try Program.run("feedwatchd", ["--config", path]).status == 78)
        }
        // The store: a file in its place, below a file, where nobody may write.
        for (store, told, status) in [
            ("\(run.directory)/feedwatchd.yaml", "feedwatchd.yaml", 73),
            ("\(run.directory)/feedwatchd.yaml/store", "feedwatchd.yaml", 73),
            ("/proc/self/store", "/proc/self/store", 73),
        ] {
            let output = try Program.run("feedwatchd", config + ["--store", store])
            #expect(output.status == Int32(status), "\(store): \(output.errors)")
            #expect(output.errors.contains(told))
        }
    }

    @Test func anExampleThatFailsIsFoundByCheck() throws {
        let run = try DaemonRun(feeds: ["https://example.org/rss"])
        try run.write("story.md", "A story of something else\n\nNothing here.\n")
        try run.write(
            "topics/strict.yaml",
            "name: strict\nquery: abduction\nexamples:\n  match: [../story.md]\n")
        let output = try Program.run("feedwatchd", run.daemonArguments + ["--check"])
        #expect(output.status == 78)
        #expect(output.errors.contains("story.md"))
    }

    /// `script` gives the daemon a terminal (util-linux, part of every Debian).
    @Test func aRoundShowsItsProgressOnATerminal() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml"), site.server.url("/none.xml")])
        let terminal = "exec script -qec \"TERM=xterm NO_COLOR=1 $0 $*\" /dev/null; true"
        let output = try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"], prefix: terminal)
        let erase = "\r\u{1B}[K"
        #expect(output.text.contains("\(erase)[........................................] 0 of 2"))
        // What comes last is the erasing, and the summary in its place.
        #expect(output.text.contains("\(erase)2 feeds asked: 1 with news, 1 failed"))
        #expect(!output.text.contains("\u{1B}[31m"))
        // Without a terminal there is nothing to erase.
        #expect(!(try run.once().errors.contains("\u{1B}")))
    }

    @Test func aReloadTakesOverWhatIsGoodAndKeepsTheOldElse() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        site.publish("/b.xml", [.match(2)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        let daemon = try run.start()
        #expect(daemon.waitForLog("match topic=") != nil)
        try run.configure(feeds: ["{url: nowhere}"])
        daemon.signal(SIGHUP)
        #expect(daemon.waitForLog("reload-failed") != nil)
        try run.configure(feeds: [site.server.url("/a.xml"), site.server.url("/b.xml")])
        daemon.signal(SIGHUP)
        #expect(daemon.waitForLog("reloaded") != nil)
        #expect(daemon.waitForLog("match topic=") != nil)
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        try run.expectExactlyOnce(["guid-1", "guid-2"])
    }

    @Test func aReloadKeepsTheOldTopicWhereAnExampleFails() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")], polling: "interval: 1s")
        let daemon = try run.start()
        #expect(daemon.waitForLog("match topic=") != nil)
        try run.write("story.md", "A story of something else\n\nNothing here.\n")
        try run.write(
            "topics/abductions.yaml",
            "name: abductions\nquery: soccer\nexamples:\n  match: [../story.md]\n")
        daemon.signal(SIGHUP)
        let failed = try #require(daemon.waitForLog("example-failed"))
        #expect(failed.contains("should match, and does not: no soccer within title or body"))
        #expect(daemon.waitForLog("topic-kept") != nil)
        #expect(daemon.waitForLog("reloaded") != nil)
        // The old query is in force.
        site.publish("/a.xml", [.match(1), .match(2)])
        #expect(daemon.waitForLog("match topic=") != nil)
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        try run.expectExactlyOnce(["guid-1", "guid-2"])
    }
}
