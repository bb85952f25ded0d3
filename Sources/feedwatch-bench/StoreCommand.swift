// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import JSON
import StoryStore
import SystemCalls

/// `feedwatch-bench store`: appending beside a bare `write` and `fdatasync`, and reading back.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Appends stories in batches, and reads a store as a start does.",
        discussion: """
            Appending is measured in turns with a loop that writes the same bytes and syncs them, \
            for the disk is shared with whatever else runs: the ratio counts. What is \
            written is left below the directory; give one on the disk that is meant.

              feedwatch-bench store --directory /var/tmp/store-bench
            """)

    @Option(help: "Where to write; made, and best on a disk.")
    var directory = "/var/tmp/feedwatch-bench-store"
    @Option(help: "The length of a story's text in bytes.")
    var bytes = 2048
    @Option(help: "Stories in the store that is read back.")
    var stories = 100_000
    @Option(help: "Batches to append, each way.")
    var batches = 500

    func run() throws {
        let text = StoreText(bytes: bytes)
        let directory = "\(directory)/\(ProcessIdentity.processID)"
        try measureEncoding(text)
        for batch in [1, 10, 100] { try measureAppend(batch, text, directory) }
        try measureReading(text, "\(directory)/read")
    }

    // MARK: Appending

    /// The lines alone, without a file: what stands between a story and its `write`.
    private func measureEncoding(_ text: StoreText) throws {
        let stories = (0..<100).map(text.story)
        let span = stories.span
        var json = JSONWriter()
        let rounds = 200
        try time("encode \(rounds * stories.count) stories") {
            for _ in 0..<rounds {
                json.removeAll()
                for number in span.indices { span[number].writeLine(to: &json) }
            }
        }
        print("\(rounds * json.count / 1_000_000) MB")
    }

    /// One batch of the store's and one of the bare loop's in turn; the medians tell what either
    /// costs on a disk that others use too.
    private func measureAppend(
        _ size: Int, _ text: StoreText, _ directory: String
    ) throws {
        let path = "\(directory)/batches-of-\(size)"
        var writer = try StoryWriter.open(directory: path, announced: nil)
        let file = try FileDescriptor.open("\(path)/bare", O_WRONLY | O_CREAT | O_APPEND)
        let lines = Array(repeatElement(text.line, count: size).joined())
        // The first batch makes the names.
        var first = StoryBatch(stories: [text.story(0)])
        _ = try writer.append(&first, now: text.now)
        var store: [Duration] = []
        var bare: [Duration] = []
        for number in 0..<batches {
            var batch = StoryBatch(stories: (1...size).map { text.story(number * size + $0) })
            // As the daemon's workers hand them over.
            batch.drafts = batch.stories.map { StoryDraft($0) }
            // In turns, too, who comes first: the disk is busy with the one before.
            for isStore in [number % 2 == 0, number % 2 == 1] {
                if isStore {
                    store.append(try passed { _ = try writer.append(&batch, now: text.now) })
                } else {
                    bare.append(
                        try passed {
                            try file.writeAll(lines)
                            try file.syncData()
                        })
                }
            }
        }
        let (stored, written) = (median(store).inSeconds, median(bare).inSeconds)
        print(
            "append, batches of \(size): \(Int(Double(size) / stored)) lines/s,"
                + " bare \(Int(Double(size) / written)), ratio \(Int(written / stored * 100)) %")
    }

    // MARK: Reading

    private func measureReading(_ text: StoreText, _ path: String) throws {
        var writer = try StoryWriter.open(directory: path, announced: .start)
        let days = 30
        for day in 0..<days {
            let range = (day * stories / days)..<((day + 1) * stories / days)
            var batch = StoryBatch(stories: range.map(text.story))
            _ = try writer.append(&batch, now: text.now + .seconds(86_400 * day))
        }
        let reader = try StoreReader(directory: path)
        for detail in [StoryDetail.identity, .full] {
            var count = 0
            try time("read \(stories) stories, \(detail)") {
                try reader.forEachStory(detail: detail) { _, _ in
                    count += 1
                    return true
                }
            }
            guard count % stories == 0 else { throw ExitCode(70) }
        }
        try time("verify") { _ = try reader.verify { print($0) } }
        try time("the newest 20") {
            var count = 0
            try reader.forEachStory(in: StoreSelection(order: .newestFirst)) { _, _ in
                count += 1
                return count < 20
            }
        }
        let last = text.story(stories / 2).id
        try time("one story by its identifier") {
            _ = try reader.stories(withIDPrefix: last.description)
        }
        var blocks = 0
        try time("every byte, unchecked") {
            for segment in try reader.segments(of: .stories) {
                try unsafe reader.forEachBlock(of: segment) { block, _ in
                    blocks += block.count
                    return true
                }
            }
        }
        print("\(blocks / 1_000_000) MB")
    }

    // MARK: Clocks

    /// Prints the time of the processor, and the one that passed: the machine may be busy.
    private func time(_ what: String, _ body: () throws -> Void) throws {
        let processor = Self.now(CLOCK_THREAD_CPUTIME_ID)
        let wall = try passed(body).wholeMilliseconds
        let taken = (Self.now(CLOCK_THREAD_CPUTIME_ID) - processor).wholeMilliseconds
        print("\(what): \(taken) ms (\(wall) ms passed)")
    }

    private func passed(_ body: () throws -> Void) rethrows -> Duration {
        let start = Self.now(CLOCK_MONOTONIC)
        try body()
        return Self.now(CLOCK_MONOTONIC) - start
    }

    private static func now(_ clock: clockid_t) -> Duration {
        var time = timespec()
        // Fails for an unknown clock only.
        _ = unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func median(_ values: [Duration]) -> Duration { values.sorted()[values.count / 2] }
}
