// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CAllocationCount
import FeedModel
import FeedParsing
import Glibc
import JSON
import SystemCalls

/// `feedwatch-bench parse`: feeds to entries, and to JSON, beside C that only copies the fields.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Parses feeds, alone and to JSON, on one core.",
        discussion: """
            Feeds are made, unless files are given. With --beside, the C program `parse_sax` of \
            that directory reads the same files in turn with ours: copying fields, and with HTML \
            to text. Rates are of the files' bytes by processor time, the best of --rounds; \
            reading the files is not in ours. Allocations are those of malloc, calloc and realloc.

              feedwatch-bench parse --beside /tmp/bin feeds/*.xml
            """)

    @Option(help: "How much to make, in megabytes.")
    var megabytes = 50
    @Option(help: "How often each is measured.")
    var rounds = 3
    @Option(help: "The directory of the C program `parse_sax`.")
    var beside: String?
    @Argument(help: "Feed files.")
    var files: [String] = []

    func run() throws {
        let made = files.isEmpty ? try ParseText(megabytes: megabytes) : nil
        defer { made?.remove() }
        let files = made?.files ?? self.files
        let documents = try files.map { try FileSystem.contents(of: $0, limit: 1 << 30) }
        let size = Double(documents.reduce(0) { $0 + $1.count }) / 1e6
        let baseline = try beside.map { try ParseBaseline(programs: $0, files: files) }
        defer { baseline?.remove() }
        var best: [String: Double] = [:]
        for _ in 0..<max(1, rounds) {
            for (name, rate) in try baseline?.rates() ?? [:] {
                best[name] = max(best[name] ?? 0, rate)
            }
            let alone = Self.parse(documents)
            best["library"] = max(best["library"] ?? 0, size / alone.seconds)
            best["to JSON"] = max(best["to JSON"] ?? 0, size / Self.print(documents))
        }
        let sample = Self.parse(documents)
        Swift.print("\(documents.count) feeds, \(Int(size)) MB, \(sample.entries) entries")
        for (name, rate) in best.sorted(by: { $0.key < $1.key }) {
            let ratio = best["C copy"].map { ", \(Int(rate / $0 * 100)) % of C copy" } ?? ""
            Swift.print("\(name): \(Int(rate)) MB/s\(ratio)")
        }
        let perEntry = Double(sample.allocations) / Double(max(sample.entries, 1))
        Swift.print("allocations an entry: \((perEntry * 100).rounded() / 100)")
    }

    // MARK: - Ours

    private static func parse(
        _ documents: [[UInt8]]
    ) -> (seconds: Double, entries: Int, allocations: Int) {
        let parser = FeedParser()
        var entries = 0
        let (start, before) = (processorSeconds(), feedwatch_allocations())
        for document in documents {
            if case .feed(let feed) = parser.parse(document) { entries += feed.entries.count }
        }
        return (processorSeconds() - start, entries, Int(feedwatch_allocations() - before))
    }

    /// As `feedwatch parse` does, into nothing.
    private static func print(_ documents: [[UInt8]]) -> Double {
        var options = FeedParser.Options()
        options.keepsHTML = true
        let parser = FeedParser(options: options)
        var json = JSONWriter()
        let start = processorSeconds()
        for document in documents {
            guard case .feed(let feed) = parser.parse(document) else { continue }
            json.removeAll()
            JSONFeedDocument.write(feed, into: &json)
        }
        return processorSeconds() - start
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
