// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import StorySearch
import StoryStore
import SystemCalls

/// `feedwatch-bench search`: searching a store beside `rg`, `rg | jq` and `jq` on the same files.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Makes a store and searches it, beside ripgrep and jq.",
        discussion: """
            The programs run in turns, each as a process of its own, over files that are in the \
            page cache; the medians count. `rg` and `jq` are Debian's packages ripgrep and jq; \
            what is not installed is left out. The store is kept and used again.

              feedwatch-bench search --directory /var/tmp/search-bench
            """)

    @Option(help: "Where the store is made.")
    var directory = "/var/tmp/feedwatch-bench-search"
    @Option(help: "Megabytes of stories.")
    var megabytes = 1000
    @Option(help: "How often each program runs.")
    var rounds = 5
    @Option(help: "The feedwatch to measure; the one beside this program if not given.")
    var program: String?
    @Flag(help: "Compress all but the newest segments, and make the filters.")
    var compressed = false

    func run() throws {
        let store = SearchStore(megabytes: megabytes)
        let path = "\(directory)/\(megabytes)\(compressed ? "z" : "")"
        let bytes = try store.make(at: path, compressed: compressed)
        print("\(bytes / 1_000_000) MB of stories in \(path)")
        let commands = commands(path, program ?? Self.sibling)
        var times = [[Duration]](repeating: [], count: commands.count)
        for round in 0..<max(rounds, 1) {
            for (index, entry) in commands.enumerated() where round < entry.most {
                times[index].append(Self.time(entry.command))
            }
        }
        for (entry, durations) in zip(commands, times) {
            let median = durations.sorted()[durations.count / 2].inSeconds
            let space = String(repeating: " ", count: max(1, 26 - entry.name.utf8.count))
            let rate = entry.isOfAll ? "  \(Self.rate(bytes, median)) GB/s" : ""
            print("\(entry.name)\(space)\(Int((median * 1000).rounded())) ms\(rate)")
        }
    }

    /// A contestant.
    private struct Entry {
        var name: String
        var command: String
        /// Whether it looks at the whole store.
        var isOfAll = true
        /// In how many rounds it takes part: some take very long.
        var most = Int.max
    }

    private func commands(_ path: String, _ feedwatch: String) -> [Entry] {
        let files = "\(path)/stories/*/*/*.jsonl"
        var entries: [Entry] = []
        for (kind, word) in [("rare", SearchStore.rareWord), ("common", SearchStore.commonWord)] {
            let search = "'\(feedwatch)' --store '\(path)' search --json \(word)"
            entries.append(Entry(name: "feedwatch, \(kind)", command: search))
            entries.append(
                Entry(
                    name: "feedwatch, \(kind), first", command: "\(search) | head -n 1",
                    isOfAll: false))
            if compressed { continue }
            let rg = "rg --no-filename -F \(word) \(files)"
            let select = "jq -c 'select(.content_text | contains(\"\(word)\"))'"
            entries.append(Entry(name: "rg, \(kind)", command: rg))
            entries.append(
                Entry(
                    name: "rg | jq, \(kind)", command: "\(rg) | \(select)",
                    most: kind == "rare" ? .max : 1))
        }
        return entries
    }

    /// Gigabytes a second, to a hundredth.
    private static func rate(_ bytes: Int64, _ seconds: Double) -> Double {
        (Double(bytes) / seconds / 1e7).rounded() / 100
    }

    private static func time(_ command: String) -> Duration {
        let start = Clock.now
        // The exit status tells whether something was found; a program that is not there prints so.
        _ = unsafe system("\(command) >/dev/null")
        return Clock.now - start
    }

    private static var sibling: String {
        let own = CommandLine.arguments.first ?? ""
        return "\(FileSystem.directory(of: own))/feedwatch"
    }
}

/// The monotonic clock.
enum Clock {
    static var now: Duration {
        var time = timespec()
        // Fails for an unknown clock only.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
