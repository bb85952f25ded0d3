// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Metrics
internal import Polling
internal import StoryStore
internal import SystemCalls

/// What a daemon has done since its start.
struct Tally: Sendable {
    /// Polls by the first word of their result.
    var polls: [String: Int] = [:]
    /// Polls that gave no feed, by what went wrong.
    var failures: [FailureKind: Int] = [:]
    /// Answers by HTTP status.
    var statuses: [Int: Int] = [:]
    /// What became of all entries received.
    var books = Books()
    /// Bytes over the wire.
    var bytes: Int64 = 0
    /// Windows that shared nothing with the one before.
    var gaps = 0
    /// Stories by topic; one of two topics counts for both.
    var topics: [String: Int] = [:]
    /// Copies by how they were recognised.
    var sightings: [Sighting.Reason: Int] = [:]
    /// Batches that could not be stored.
    var lostBatches = 0
    /// How long exchanges took.
    var exchanges = Histogram.networkSeconds
    /// How long turns of the loop took that had polls to finish.
    var turns = Histogram.workSeconds
    /// How long it took to put batches on stable storage.
    var appends = Histogram.workSeconds
    /// How old stories were when they were stored, as far as feeds give dates.
    var ages = Histogram.ageSeconds
    /// When the configuration in force was read.
    var configuredAt: Instant?
    /// Whether the latest reload was refused.
    var isReloadRefused = false
    /// Stories stored on `day`.
    var storiesToday = 0
    /// The UTC day that `storiesToday` counts.
    var day: CivilDay?

    /// The polls that ended.
    var ended: Int { polls.values.reduce(0, +) }
    /// The polls that gave no feed.
    var failed: Int { polls["failed"] ?? 0 }

    /// Counts a poll that ended with `result`.
    mutating func count(_ result: PollResult, bytes: Int, duration: Duration) {
        let word = result.word.utf8.prefix { $0 != UInt8(ascii: ":") }
        polls[String(Substring(word)), default: 0] += 1
        if case .failed(let kind) = result.outcome { failures[kind, default: 0] += 1 }
        if let status = result.response?.status { statuses[status, default: 0] += 1 }
        if duration > .zero { exchanges.observe(duration.inSeconds) }
        books += result.books
        self.bytes += Int64(bytes)
    }

    /// Counts what the schedule made of a poll.
    mutating func count(_ notice: PollNotice) {
        switch notice.event {
        case .gap, .gapAgain: gaps += 1
        default: break
        }
    }

    /// Counts a batch that was stored at `now`.
    mutating func count(_ batch: StoryBatch, at now: Instant) {
        for sighting in batch.sightings { sightings[sighting.reason, default: 0] += 1 }
        for story in batch.stories {
            for topic in story.topics { topics[topic.name, default: 0] += 1 }
            if let published = story.published { ages.observe((now - published).inSeconds) }
        }
        if day != now.day {
            day = now.day
            storiesToday = 0
        }
        storiesToday += batch.stories.count
    }
}

extension Histogram {
    /// Counts the time since `start`, by the monotonic clock.
    mutating func observe(microsecondsSince start: UInt64) {
        observe(Double(SystemClock.monotonicMicroseconds() &- start) / 1_000_000)
    }
}
