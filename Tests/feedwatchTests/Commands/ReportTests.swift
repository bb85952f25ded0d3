// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

/// `feedwatch report` on a store. The stories of the sample are of November 2026; `--since` reaches
/// back to them from whatever day it is.
@Suite struct ReportTests {
    private static let since = ["--since", "2026-10-20"]

    private func report(
        _ store: SampleStore, _ arguments: String...
    ) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(["--store", store.path, "report"] + Self.since + arguments)
    }

    @Test func thePageGoesToTheFileInOneStep() throws {
        let store = try SampleStore(count: 6)
        let files = try TemporaryFiles()
        let path = "\(files.path)/report.html"
        let outcome = try report(store, "-o", path)
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(page.contains("<strong>6 stories</strong> from 2 sources in 2 languages"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path) == ["report.html"])
        let again = try report(store)
        #expect(again.output.hasPrefix("<!DOCTYPE html>"))
        #expect(try report(store, "-o", "\(files.path)/none/report.html").status == 73)
        #expect(try report(store, "-o", "/dev/full").status == 74)
    }

    @Test func theSummaryIsPlainText() throws {
        let store = try SampleStore(count: 6)
        let lines = try report(store, "--text").lines
        #expect(lines.contains("6 stories from 2 sources, 0 copies"))
        #expect(lines.contains { $0.hasPrefix("a.example") })
        #expect(lines.contains { $0.hasPrefix("Japanese") })
        #expect(lines.contains { $0.hasPrefix("families") })
    }

    @Test func copiesOfOlderStoriesCount() throws {
        let store = try SampleStore(count: 30)
        let first = store.stories[0]
        try store.append(
            record: Sighting(
                story: first.id, seen: store.stories[29].stored, url: "https://c.example/1",
                title: "Copy", source: "c.example", feed: FeedReference(url: "https://c.example/"),
                reason: .near, similarity: 0.9))
        let outcome = try BuiltProgram.run([
            "--store", store.path, "report", "--text", "--since", "2026-11-05",
        ])
        #expect(outcome.lines.contains { $0.contains("1 copy") })
        #expect(outcome.output.contains(/a\.example +c\.example +1 +7 days/))
    }

    @Test func aStoreWithoutStoriesHasAReportToo() throws {
        let store = try SampleStore(count: 0)
        #expect(try report(store).output.contains("No story was stored in this time"))
        #expect(try report(store, "--text").output.contains("no story was stored"))
        #expect(try store.run("report", "--since", "2999-01-01").status == 64)
    }
}
