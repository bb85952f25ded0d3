// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Deduplication
import FeedModel
import Glibc

/// `feedwatch-bench duplicates`: how fast entries are judged, and what the index weighs.
struct DuplicatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Fills the index of duplicates and judges new texts against it.",
        discussion: """
            The texts are made: words of a vocabulary of 60,000 in the frequencies of language \
            (Zipf), in sentences, as long as asked. Every tenth of those judged is an edited copy of \
            one stored, every hundredth an entry polled again.

              feedwatch-bench duplicates --stories 100000 --bytes 2048
            """)

    @Option(help: "Stories in the window.")
    var stories = 100_000
    @Option(help: "Older stories, of which only the identity is kept.")
    var old = 0
    @Option(help: "The length of a text.")
    var bytes = 2048
    @Option(help: "Texts to judge.")
    var texts = 20_000

    func run() throws {
        var source = TextSource()
        let now = Instant(seconds: 1_800_000_000)
        let before = try Self.residentBytes()
        var index = DuplicateIndex(similarity: 0.65, window: .seconds(30 * 86_400))
        var restoring = Duration.zero
        for number in 0..<old {
            let story = source.story(number, bytes: 64, stored: now - .seconds(40 * 86_400))
            restoring += Self.processorTime {
                index.restore(story, location: UInt64(number) * 3000, now: now)
            }
        }
        index.expire(now: now)
        let middle = try Self.residentBytes()
        // The texts of the window are made again when they are read again, so that what is measured
        // is the index alone.
        let seeds = source
        for number in old..<(old + stories) {
            let story = source.story(number, bytes: bytes, stored: now)
            restoring += Self.processorTime {
                index.restore(story, location: UInt64(number) * 3000, now: now)
            }
        }
        let after = try Self.residentBytes()
        report("restored", restoring, of: old + stories)
        if old > 0 { print("  \((middle - before) / old) bytes for each older story") }
        if stories > 0 { print("  \((after - middle) / stories) bytes for each of the window") }
        judge(&index, &source, seeds, now)
    }

    private func judge(
        _ index: inout DuplicateIndex, _ source: inout TextSource, _ seeds: TextSource,
        _ now: Instant
    ) {
        var judging = Duration.zero
        var verdicts = [0, 0, 0, 0]
        for number in 0..<texts {
            let entry: Entry
            let original = old + number * 7 % max(stories, 1)
            if stories > 0, number % 100 == 0 {
                entry = seeds.entry(original, bytes: bytes)
            } else if stories > 0, number % 10 == 0 {
                entry = seeds.copy(of: original, bytes: bytes)
            } else {
                entry = source.entry(old + stories + number, bytes: bytes)
            }
            let feed = TextSource.feed(number)
            let identity = EntryIdentity.identities(of: [entry], feedURL: feed)[0]
            var reading = Duration.zero
            var verdict: Verdict?
            judging += Self.processorTime {
                verdict = index.judge(entry, identity, feedURL: feed, now: now) { location in
                    var story: Story?
                    reading += Self.processorTime {
                        story = seeds.story(Int(location) / 3000, bytes: bytes, stored: now)
                    }
                    return story
                }
            }
            judging -= reading
            switch verdict {
            case .new: verdicts[0] += 1
            case .known: verdicts[1] += 1
            case .revision: verdicts[2] += 1
            default: verdicts[3] += 1
            }
        }
        report("judged", judging, of: texts)
        print("  new \(verdicts[0]), known \(verdicts[1]), revised \(verdicts[2])")
        print("  sightings \(verdicts[3])")
    }

    private func report(_ what: String, _ time: Duration, of count: Int) {
        let seconds = time.inSeconds
        let rate = Int(Double(count) / seconds)
        print("\(what) \(count) in \(Int(seconds * 1000)) ms of a processor: \(rate) a second")
    }

    /// The processor time that `body` takes (clock_gettime(2)): the machine may be busy.
    private static func processorTime(_ body: () -> Void) -> Duration {
        func now() -> Duration {
            var time = timespec()
            _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let start = now()
        body()
        return now() - start
    }

    /// What the process has in memory (proc(5)).
    private static func residentBytes() throws -> Int {
        let text = try FileText.read("/proc/self/statm").split(separator: " ")
        return (text.count > 1 ? Int(text[1]) ?? 0 : 0) * 4096
    }
}
