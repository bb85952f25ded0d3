// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Hooks beside a daemon that works, is reloaded, stopped and killed.
@Suite struct HookTests {
    /// A hook that appends the identifier to `NAME.out` beside the store.
    private func section(_ name: String = "note", before: String = "", after: String = "") -> String
    {
        let script = "\(before) echo $FEEDWATCH_STORY_ID >>out-\(name); \(after)"
            .replacing("\"", with: "\\\"")
        return """
            hooks:
              - {name: \(name), command: [/bin/sh, -c, "cd \\"$DIR\\" && { \(script) }"], \
            env: {DIR: "DIRECTORY"}}
            """
    }

    private func configure(_ run: DaemonRun, _ feeds: [String], _ sections: String) throws {
        try run.configure(
            feeds: feeds, polling: "interval: 1s",
            sections: sections.replacing("DIRECTORY", with: run.directory))
    }

    private func given(_ run: DaemonRun, _ name: String = "note") -> [String] {
        let text = try? String(contentsOfFile: "\(run.directory)/out-\(name)", encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    @Test func aSingleRoundEndsWhenItsStoriesAreGiven() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), .match(2), .match(3)])
        let run = try DaemonRun(feeds: [])
        try configure(run, [site.server.url("/a.xml")], section())
        let check = try Program.run("feedwatchd", run.daemonArguments + ["--check"])
        #expect(check.status == 0 && check.errors.isEmpty)
        #expect(try run.once().status == 0)
        #expect(given(run) == (try run.announced()) && given(run).count == 3)
        site.publish("/a.xml", [.match(4), .match(3), .match(2), .match(1)])
        #expect(try run.once().status == 0)
        #expect(given(run) == (try run.announced()) && given(run).count == 4)
    }

    @Test func reloadsAddAndRemoveHooks() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [])
        let feeds = ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"]
        try configure(run, feeds, section("first", after: "echo given >&2;"))
        let daemon = try run.start()
        #expect(daemon.waitForLog("hook-output hook=first") != nil)
        // The second begins with what comes, the first is gone.
        try configure(run, feeds, section("second", after: "echo given >&2;"))
        daemon.signal(SIGHUP)
        #expect(daemon.waitForLog("reloaded") != nil)
        site.publish("/a.xml", [.match(2), .match(1)])
        #expect(daemon.waitForLog("hook-output hook=second") != nil)
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        let ids = try run.announced()
        #expect(given(run, "first") == [ids[0]])
        #expect(given(run, "second") == [ids[1]])
    }

    @Test func aHangingHookKeepsNobody() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        let run = try DaemonRun(feeds: [])
        let feeds = ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"]
        try configure(run, feeds, section(before: "echo hangs >&2; exec sleep 1000;"))
        let daemon = try run.start()
        #expect(daemon.waitForLog("hook-output") != nil)
        // Stories come in all the same.
        site.publish("/a.xml", [.match(2), .match(1)])
        #expect(daemon.waitForLog("match topic=") != nil)
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        #expect(given(run).isEmpty)
        try configure(run, feeds, section())
        #expect(try run.once().status == 0)
        #expect(given(run) == (try run.announced()) && given(run).count == 2)
    }

    /// Whatever is killed when: each story once at least, in order, and what is given is always the
    /// first that was not confirmed. `FEEDWATCH_CRASHES` asks for more.
    @Test func killedInTheMiddleAgainAndAgain() throws {
        let site = try FeedSite()
        let run = try DaemonRun(feeds: [])
        let feeds = ["{url: \"\(site.server.url("/a.xml"))\", interval: 1s}"]
        // With each story what was confirmed when it was given.
        let both = "echo $FEEDWATCH_STORY_ID $(cat store/hooks/note.position) >>out-both;"
        try configure(run, feeds, section(before: both, after: "echo given >&2;"))
        let asked = ProcessInfo.processInfo.environment["FEEDWATCH_CRASHES"].flatMap(Int.init)
        let rounds = asked ?? 7
        for round in 0..<rounds {
            site.publish("/a.xml", (0..<(round + 1) * 6).reversed().map { .match($0) })
            let daemon = try run.start()
            for _ in 0...(round * 5 % 7) {
                #expect(daemon.waitForLog("hook-output") != nil)
            }
            daemon.signal(SIGKILL)
            _ = daemon.finish()
        }
        #expect(try run.once().status == 0)
        let ids = try run.announced()
        #expect(ids.count == rounds * 6)
        var seen: [String] = []
        var repeated = 0
        for id in given(run) {
            if id == seen.last {
                repeated += 1
            } else {
                seen.append(id)
            }
        }
        #expect(seen == ids)
        for line in given(run, "both") {
            let place = try #require(ids.firstIndex { line.hasPrefix($0) })
            #expect(place == 0 || line.contains("\"\(ids[place - 1])\""), "\(line)")
        }
        // A kill leaves at most one story that was given and not confirmed.
        #expect(repeated <= rounds)
    }
}
