// SPDX-License-Identifier: Apache-2.0

import EventLog
import FeedModel
import Foundation
import StoryStore
import SystemCalls
import Testing

@testable import Hooks

/// A store of its own, and hooks that are run on it until they have taken what there is.
final class HookRunner {
    let directory: String
    var store: String { "\(directory)/store" }
    private var writer: StoryWriter
    private var stored = 0
    private let hooks: HookSet
    private let ended = DispatchSemaphore(value: 0)
    private var running = 0

    init(variables: [String: String] = ProcessInfo.processInfo.environment) throws {
        // As the daemon has it.
        signal(SIGPIPE, SIG_IGN)
        directory = NSTemporaryDirectory() + "feedwatch-hooks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        writer = try StoryWriter.open(directory: "\(directory)/store", announced: nil)
        let log = EventLog(
            level: .debug, format: .text,
            output: try FileDescriptor.open("\(directory)/log", O_WRONLY | O_CREAT | O_APPEND),
            identifier: "tests", environment: LogEnvironment(journalStream: nil))
        let ended = ended
        hooks = HookSet(
            HookEnvironment(
                store: "\(directory)/store", variables: variables, log: log,
                retries: RetryRule(shortestWait: 1, longestWait: 10, drainingWait: 1000),
                clock: { Instant(seconds: 1_795_262_400) }, ended: { ended.signal() }))
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Stores so many stories, every third of the topic `third` too, and announces them.
    @discardableResult
    func add(_ count: Int, announced: Bool = true) throws -> [String] {
        var batch = StoryBatch()
        for number in stored..<stored + count {
            let digest = (0..<10).map { UInt8(truncatingIfNeeded: (number + 1) * (7 * $0 + 3)) }
            var story = Story(
                id: StoryID(digest: digest), stored: Instant(seconds: 0),
                feed: FeedReference(url: "https://example.org/feed"))
            story.title = UTF8Text("Story \(number), 日本")
            let topics = number % 3 == 0 ? ["all", "third"] : ["all"]
            story.topics = topics.map { TopicVerdict(name: $0, score: 1, matches: []) }
            batch.stories.append(story)
        }
        stored += count
        let locations = try writer.append(&batch, now: Instant(seconds: 1_795_262_400))
        if announced {
            try writer.announce(
                zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
        }
        return batch.stories.map(\.id.description)
    }

    /// Makes these the hooks, from now on.
    func configure(_ hooks: Hook...) {
        running += self.hooks.configure(hooks, announced: writer.position)
    }

    /// Tells them what was announced, and waits until they have taken it.
    func drain() {
        hooks.announce(writer.position)
        hooks.proceed(to: .draining)
        awaitEnds()
    }

    /// Ends them.
    func stop() {
        hooks.proceed(to: .stopping)
        awaitEnds()
    }

    func announce() { hooks.announce(writer.position) }

    private func awaitEnds() {
        for _ in 0..<running { ended.wait() }
        running = 0
        // Who has ended is started anew.
        _ = hooks.configure([], announced: writer.position)
    }

    /// A hook that runs a script of the shell in which `$DIR` is the test's directory.
    func hook(
        named name: String = "mail", topic: String? = nil, timeout: Duration = .seconds(30),
        _ script: String
    ) -> Hook {
        Hook(
            name: name, topic: topic, command: ["/bin/sh", "-c", script], timeout: timeout,
            environment: ["DIR": directory])
    }

    /// A file that a hook wrote, or a file of the store behind `store/`.
    func text(_ name: String) -> String {
        guard let file = FileHandle(forReadingAtPath: "\(directory)/\(name)"),
            let bytes = try? file.readToEnd()
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n").map(String.init)
    }

    /// Makes a pipe in the test's directory: a hook that writes to it, or reads from it, and the
    /// test wait for each other.
    func makePipe(_ name: String) { mkfifo("\(directory)/\(name)", 0o600) }

    /// The lines of the log that hold `text`.
    func log(_ text: String) -> [String] { lines("log").filter { $0.contains(text) } }

    func write(_ name: String, _ text: String) throws {
        let file = try #require(fopen("\(directory)/\(name)", "w"))
        fputs(text, file)
        fclose(file)
    }

    /// Whether a process runs: neither gone nor reaped by nobody yet.
    static func runs(_ processID: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
        else { return false }
        return stat.split(separator: ")").last?.split(separator: " ").first != "Z"
    }
}
