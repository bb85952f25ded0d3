// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import Testing

/// `metrics.textfile`, as a collector finds it.
@Suite struct MetricsFileTests {
    private let site: FeedSite
    private let run: DaemonRun
    private var path: String { "\(run.directory)/feedwatch.prom" }

    /// Two feeds that work, one of them with a password in its URL, and one that does not.
    init() throws {
        site = try FeedSite()
        site.publish("/a.xml", [.match(1), .match(2), .miss(3)])
        site.publish("/b.xml", [.match(1), .miss(4)])
        run = try DaemonRun(feeds: [])
        let host = site.server.url("/").dropFirst("http://".count)
        try configure(
            feeds: [
                site.server.url("/a.xml"), "http://user:secret@\(host)b.xml",
                site.server.url("/missing.xml"),
            ], textFile: "feedwatch.prom")
    }

    private func configure(feeds: [String], textFile: String) throws {
        try run.configure(feeds: feeds)
        let file = "\(run.directory)/feedwatchd.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try run.write("feedwatchd.yaml", text + "metrics: {textfile: \(textFile)}\n")
    }

    /// The samples of a file, by series. Of what is told twice a collector refuses the whole file.
    private func samples(_ path: String) throws -> [String: Double] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        let families = text.matches(of: /# TYPE (\w+)/).map { String($0.1) }
        #expect(families.count > 20)
        #expect(Set(families).count == families.count)
        var samples: [String: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let space = try #require(line.lastIndex(of: " "))
            let value = line[line.index(after: space)...]
            let series = String(line[..<space])
            #expect(samples[series] == nil, "\(series) twice")
            samples[series] = value == "+Inf" ? .infinity : Double(value)
        }
        return samples
    }

    @Test func aRoundIsCounted() throws {
        let output = try run.once()
        #expect(output.status == 0, "\(output.errors)")
        let samples = try samples(path)
        #expect(samples["feedwatch_up"] == 0)
        #expect(samples["feedwatch_polls_total{result=\"new\"}"] == 2)
        #expect(samples["feedwatch_polls_total{result=\"failed\"}"] == 1)
        #expect(samples["feedwatch_poll_failures_total{kind=\"http\"}"] == 1)
        #expect(samples["feedwatch_http_responses_total{code=\"404\"}"] == 1)
        #expect(samples["feedwatch_stories_total{topic=\"abductions\"}"] == 2)
        #expect(samples["feedwatch_feeds{state=\"failing\"}"] == 1)
        #expect(samples["feedwatch_poll_duration_seconds_count"] == 3)
        #expect((samples["feedwatch_received_bytes_total"] ?? 0) > 1000)
        #expect((samples["feedwatch_resident_memory_bytes"] ?? 0) > 1_000_000)
        let fates = samples.filter { $0.key.hasPrefix("feedwatch_entries_total{") }
        #expect(fates.values.reduce(0, +) == samples["feedwatch_entries_seen_total"])
        #expect(fates["feedwatch_entries_total{fate=\"sighting\"}"] == 1)
        let success = "feedwatch_feed_last_success_timestamp_seconds{feed="
        #expect(samples["\(success)\"\(site.server.url("/missing.xml"))\"}"] == 0)
        #expect(samples["\(success)\"\(site.server.url("/b.xml"))\"}"] ?? 0 > 1_700_000_000)
        #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("secret"))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect(!FileManager.default.fileExists(atPath: path + ".tmp"))
    }

    @Test func aRunningDaemonWritesAndMovesItsFile() throws {
        let daemon = try run.start()
        // The figures are written before the loop waits for answers.
        #expect(daemon.waitForLog("match topic=") != nil)
        #expect(try samples(path)["feedwatch_up"] == 1)
        try configure(feeds: [site.server.url("/a.xml")], textFile: "other.prom")
        daemon.signal(SIGHUP)
        #expect(daemon.waitForLog("reloaded") != nil)
        // What is written no more would be collected for ever.
        #expect(!FileManager.default.fileExists(atPath: path))
        daemon.signal(SIGTERM)
        #expect(daemon.finish().status == 0)
        let samples = try samples("\(run.directory)/other.prom")
        #expect(samples["feedwatch_up"] == 0)
        #expect(samples.keys.count { $0.hasPrefix("feedwatch_feed_state{") } == 1)
    }

    @Test func hooksAndNearMissesAreCounted() throws {
        let file = "\(run.directory)/feedwatchd.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try run.write(
            "feedwatchd.yaml",
            text + "hooks: [{name: sink, command: [/bin/cat]}]\nstore: {near_misses: 5}\n")
        try run.once()
        let samples = try samples(path)
        #expect(samples["feedwatch_hook_runs_total{hook=\"sink\",result=\"delivered\"}"] == 2)
        #expect(samples["feedwatch_hook_runs_total{hook=\"sink\",result=\"failed\"}"] == 0)
        #expect(samples["feedwatch_hook_dead_letters_total{hook=\"sink\"}"] == 0)
        #expect(samples["feedwatch_hook_lag_seconds{hook=\"sink\"}"] == 0)
        #expect(samples["feedwatch_near_misses_total{topic=\"abductions\"}"] == 0)
    }

    @Test func aFileThatCannotBeWrittenStopsNothing() throws {
        try configure(feeds: [site.server.url("/a.xml")], textFile: "missing/feedwatch.prom")
        let output = try run.once()
        #expect(output.status == 0)
        let told = output.errors.split(separator: "\n").filter { $0.contains("metrics-failed") }
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("feedwatch.prom.tmp -- No such file or directory") == true)
        #expect(try run.guids().count == 2)
    }

    /// Every name stands in the dashboard, and nothing else does.
    @Test func theDashboardShowsEverything() throws {
        try run.once()
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let names = Set(text.matches(of: /TYPE (\w+)/).map { String($0.1) })
        let config = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Config/grafana-dashboard.json")
        let dashboard = try String(contentsOf: config, encoding: .utf8)
        let shown = dashboard.matches(of: /feedwatch_\w+/).map { match in
            let name = String(match.0)
            return name.hasSuffix("_bucket") ? String(name.dropLast(7)) : name
        }
        #expect(names.subtracting(shown) == [])
        #expect(Set(shown).subtracting(names) == [])
        let json = try JSONSerialization.jsonObject(with: Data(dashboard.utf8))
        let panels = try #require((json as? [String: Any])?["panels"] as? [[String: Any]])
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    }

    @Test func theManualNamesEverything() throws {
        try run.once()
        let names = Set(
            try String(contentsOfFile: path, encoding: .utf8).matches(of: /TYPE (\w+)/)
                .map { String($0.1) })
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../man/feedwatchd.8")
        let told = try String(contentsOf: page, encoding: .utf8)
            .matches(of: /\.It Cm (feedwatch_\w+)/).map { String($0.1) }
        #expect(told.sorted() == names.sorted())
    }

    private static let promtool = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { "\($0)/promtool" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Prometheus's own linter (Debian's package `prometheus`).
    @Test(.enabled(if: promtool != nil, "there is no promtool here"))
    func promtoolFindsNothing() throws {
        try run.once()
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.promtool))
        process.arguments = ["check", "metrics"]
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: path))
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(
            String(decoding: said, as: UTF8.self).isEmpty,
            "\(String(decoding: said, as: UTF8.self))")
    }
}
