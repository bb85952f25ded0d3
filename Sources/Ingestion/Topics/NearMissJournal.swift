// SPDX-License-Identifier: Apache-2.0

internal import Checksums
internal import Deduplication
internal import FeedModel
internal import StoryStore
internal import TopicMatching

/// Counts near misses by topic and writes a sample of them to DIR/near-misses.log.
struct NearMissJournal: Sendable {
    /// How many entries since the start lacked one clause of a topic, by the topic's name.
    private(set) var counts: [String: Int] = [:]
    private var sample = DailySample()
    private let log: NearMissLog
    /// Whether the log could not be written last, so that it is told once.
    private var isFailing = false

    /// The journal of the store in `directory`.
    init(directory: String) {
        log = NearMissLog(directory: directory)
    }

    /// Takes note of what polls missed nearly.
    ///
    /// - Parameter limit: How many lines a day may have.
    /// - Returns: Why the log cannot be written, said once until it can be written again.
    mutating func note(_ polls: [ProcessedPoll], limit: Int, at now: Instant) -> StoreError? {
        count(polls)
        do {
            var lines: [UInt8] = []
            for poll in polls where !poll.nearMisses.isEmpty {
                try begin(now.day)
                for entry in poll.nearMisses {
                    lines += note(entry, of: poll, limit: limit, at: now)
                }
            }
            guard !lines.isEmpty else { return nil }
            try log.append(lines)
            isFailing = false
            return nil
        } catch {
            defer { isFailing = true }
            return isFailing ? nil : error
        }
    }

    private mutating func count(_ polls: [ProcessedPoll]) {
        for poll in polls {
            for miss in poll.nearMisses.flatMap(\.misses) {
                counts[poll.job.topics.definitions[miss.topic].name, default: 0] += 1
            }
        }
    }

    /// A new day begins with what the file has of it, so that no restart exceeds the limit.
    private mutating func begin(_ day: CivilDay) throws(StoreError) {
        guard sample.day != day else { return }
        sample.begin(day, taken: try log.count(on: day))
    }

    private mutating func note(
        _ entry: NearMissedEntry, of poll: ProcessedPoll, limit: Int, at now: Instant
    ) -> [UInt8] {
        var lines: [UInt8] = []
        let topics = poll.job.topics
        for miss in entry.misses {
            let name = topics.definitions[miss.topic].name
            let hash = Self.hash(entry.url.bytes + entry.title.bytes + Array(name.utf8))
            guard sample.takes(hash, limit: limit) else { continue }
            lines += NearMissLine.bytes(
                seen: now, topic: name, source: CanonicalURL.source(of: entry.url),
                title: entry.title, url: entry.url, missing: topics.text(of: miss))
        }
        return lines
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        SHA256.digest(of: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
