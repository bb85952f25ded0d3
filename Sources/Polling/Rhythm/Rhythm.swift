// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// When a feed publishes, as far as its polls have shown.
///
/// The rate of entries at a time u is λ · hour of the week · minute of the hour · time since the
/// newest entry: a mean rate, a profile of the week, the minute at which a publisher's machine
/// works, and how much sooner or later than by chance one entry follows another. All are counts,
/// forgotten with a time constant of three weeks and shrunk towards "no difference".
struct Rhythm: Sendable {
    /// The memory of rates and profiles in seconds: long enough for three weeks' profiles, short
    /// enough to follow a change.
    static let memory = 21 * 86_400.0
    /// How much of its past a feed's first document tells, in seconds.
    static let backlog = 7 * 86_400.0

    /// Entries by hour of the week in UTC, Monday first.
    var hours = DecayingHistogram(cells: 168)
    /// Entries by minute of the hour.
    var minutes = DecayingHistogram(cells: 60)
    /// The dates of the latest entries, not yet part of the two profiles above: a profile that knew
    /// the burst of this hour would explain it, and leave nothing to the time since the newest
    /// entry, which tells how a burst goes on.
    var pending: [Instant] = []
    /// For each whole minute up to an hour: how many entries may have become visible so long
    /// after their date.
    var lags = DecayingHistogram(cells: 61)
    /// How many entries came in each class of time after the one before.
    var gaps = GapCounts(repeating: 0)
    /// How many entries the profile let expect while the newest one was that old.
    var expected = GapCounts(repeating: 0)
    /// Entries, forgotten exponentially.
    var entries = 0.0
    /// Seconds of watching, forgotten exponentially.
    var exposure = 0.0
    /// The latest poll that was learnt from.
    var updated: Instant?
    /// The poll that was learnt from first.
    var first: Instant?
    /// The date of the newest entry.
    var newest: Instant?

    /// The mean rate in entries a second. Begins at one a day, worth two days' watching: less
    /// leaves feeds of a few entries a month to chance.
    var rate: Double { (entries + 2) / (exposure + 2 * 86_400) }

    /// Delay from an entry's date to its appearance, in seconds.
    var lag: Double { Double(lags.mode ?? 0) * 60 }

    /// Whether the feed has been watched for long enough to follow what was learnt: a day.
    func isKnown(at now: Instant) -> Bool {
        first.map { now.milliseconds - $0.milliseconds >= 86_400_000 } ?? false
    }

    /// The profiles of now.
    var profile: RhythmProfile { RhythmProfile(self) }
}
