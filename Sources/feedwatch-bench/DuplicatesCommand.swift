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
            (Zipf) and numbers, in sentences, as long as asked. Every tenth of those judged is an edited copy of \
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
        let source = TextSource()
        let now = Instant(seconds: 1_800_000_000)
        let before = try Self.residentBytes()
        var index = DuplicateIndex(
            similarity: 0.65, window: .seconds(30 * 86_400), capacity: max(stories, 1))
        restore(&index, 0..<old, at: now - .seconds(40 * 86_400), now) {
            source.story($0, bytes: 64, stored: $1)
        }
        index.expire(now: now)
        let middle = try Self.residentBytes()
        // The texts of the window are made again when they are read again, so that what is measured
        // is the index alone.
        restore(&index, old..<(old + stories), at: now, now) {
            source.story($0, bytes: bytes, stored: $1)
        }
        let after = try Self.residentBytes()
        if old > 0 { print("  \((middle - before) / old) bytes for each older story") }
        if stories > 0 { print("  \((after - middle) / stories) bytes for each of the window") }
        judge(&index, source, now)
    }

    private func restore(
        _ index: inout DuplicateIndex, _ numbers: Range<Int>, at stored: Instant, _ now: Instant,
        _ story: (Int, Instant) -> Story
    ) {
        guard !numbers.isEmpty else { return }
        var (preparing, inserting) = (Duration.zero, Duration.zero)
        var preparation = index.preparation(now: now)
        // In chunks: the clock takes its time, too.
        for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.chunk) {
            let chunk = (first..<min(first + Self.chunk, numbers.upperBound)).map {
                (story: story($0, stored), location: UInt64($0) * 3000)
            }
            var prepared: [PreparedStory] = []
            preparing += Self.processorTime {
                prepared = chunk.map { preparation.prepare($0.story, location: $0.location) }
            }
            inserting += Self.processorTime {
                for story in prepared { index.restore(story, now: now) }
            }
        }
        report("restored", preparing + inserting, of: numbers.count)
        part("cut into words", preparing, of: numbers.count)
        part("taken in", inserting, of: numbers.count)
    }

    private func judge(_ index: inout DuplicateIndex, _ source: TextSource, _ now: Instant) {
        var (identifying, cutting, judging) = (Duration.zero, Duration.zero, Duration.zero)
        var scanner = EntryScanner()
        var verdicts = [0, 0, 0, 0]
        for first in stride(from: 0, to: texts, by: Self.chunk) {
            let numbers = first..<min(first + Self.chunk, texts)
            let entries = numbers.map { entry($0, source) }
            let feeds = numbers.map { TextSource.feed($0) }
            var identities: [EntryIdentity] = []
            var words: [EntryText] = []
            identifying += Self.processorTime {
                identities = zip(entries, feeds).map {
                    EntryIdentity.identities(of: [$0], feedURL: $1)[0]
                }
            }
            cutting += Self.processorTime { words = entries.map { scanner.text(of: $0) } }
            var reading = Duration.zero
            judging += Self.processorTime {
                for number in entries.indices {
                    let verdict = index.judge(
                        entries[number], identities[number], text: words[number],
                        feedURL: feeds[number], now: now
                    ) { location in
                        var story: Story?
                        reading += Self.processorTime {
                            story = source.story(Int(location) / 3000, bytes: bytes, stored: now)
                        }
                        return story
                    }
                    verdicts[Self.column(of: verdict)] += 1
                }
            }
            judging -= reading
        }
        report("judged", cutting + judging, of: texts)
        part("cut into words", cutting, of: texts)
        part("looked up and compared", judging, of: texts)
        print("  new \(verdicts[0]), known \(verdicts[1]), revised \(verdicts[2])")
        print("  sightings \(verdicts[3])")
        report("identified", identifying, of: texts)
    }

    /// The text `number` to be judged.
    private func entry(_ number: Int, _ source: TextSource) -> Entry {
        let original = old + number * 7 % max(stories, 1)
        if stories > 0, number % 100 == 0 { return source.entry(original, bytes: bytes) }
        if stories > 0, number % 10 == 0 { return source.copy(of: original, bytes: bytes) }
        return source.entry(old + stories + number, bytes: bytes)
    }

    private static func column(of verdict: Verdict) -> Int {
        switch verdict {
        case .new: 0
        case .known: 1
        case .revision: 2
        case .sighting: 3
        }
    }

    private static let chunk = 1000

    private func part(_ what: String, _ time: Duration, of count: Int) {
        let microseconds = time.inSeconds * 1e6 / Double(max(count, 1))
        print("  \(what): \(Double(Int(microseconds * 100)) / 100) µs a text")
    }

    private func report(_ what: String, _ time: Duration, of count: Int) {
        let seconds = time.inSeconds
        let rate = Int(Double(count) / max(seconds, 1e-9))
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
