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
        let feedwatch = program ?? Self.sibling
        print("\(bytes / 1_000_000) MB of stories in \(path)")
        let files = "\(path)/stories/*/*/*.jsonl"
        var commands: [(name: String, command: String)] = []
        for (kind, word) in [("rare", SearchStore.rareWord), ("common", SearchStore.commonWord)] {
            let search = "'\(feedwatch)' --store '\(path)' search --json \(word)"
            commands.append(("feedwatch, \(kind)", search))
            commands.append(("feedwatch, \(kind), first", "\(search) | head -n 1"))
            let select = "jq -c 'select(.content_text | contains(\"\(word)\"))'"
            guard !compressed else { continue }
            commands.append(("rg, \(kind)", "cat \(files) | rg -F \(word)"))
            commands.append(("rg on files, \(kind)", "rg --no-filename -F \(word) \(files)"))
            commands.append(
                ("rg | jq, \(kind)", "rg --no-filename -F \(word) \(files) | \(select)"))
        }
        var times = [[Duration]](repeating: [], count: commands.count)
        for _ in 0..<max(rounds, 1) {
            for (index, entry) in commands.enumerated() {
                times[index].append(Self.time(entry.command))
            }
        }
        for (entry, durations) in zip(commands, times) {
            let median = durations.sorted()[durations.count / 2].inSeconds
            let rate = Double(bytes) / median / 1e9
            print(
                entry.name + String(repeating: " ", count: max(1, 26 - entry.name.utf8.count))
                    + "\(Int(median * 1000)) ms  \(Int(rate * 100)) MB/10 ms")
        }
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
