// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc

extension Rhythm {
    /// Learns from a poll that showed the feed, whether or not it brought anything.
    ///
    /// - Parameters:
    ///   - dates: Of the entries that are new, in any order.
    ///   - undated: How many new entries have no date that can be used.
    ///   - now: The time of the poll.
    mutating func learn(dates: [Instant], undated: Int, at now: Instant) {
        guard let last = updated, last < now else { return begin(with: dates, at: now) }
        let (usable, vague) = sort(dates, after: last, until: now)
        let elapsed = Double(now.milliseconds - last.milliseconds) / 1000
        let before = profile
        watch(before, from: last, to: now, entries: usable)
        forget(elapsed)
        for date in usable { count(date, since: last, until: now) }
        settle(usable, at: now)
        // What has no date came at some time since the last poll; its minute is not known.
        for index in 0..<min(vague + undated, Self.mostVague) {
            let share = (Double(index) + 0.5) / Double(min(vague + undated, Self.mostVague))
            entries += 1
            hours.count(RhythmProfile.hour(last.inSeconds + elapsed * share))
        }
        newest = [newest, usable.last].compactMap(\.self).max()
        updated = now
    }

    /// The first document tells of the week before it: as much of it as its entries reach back.
    private mutating func begin(with dates: [Instant], at now: Instant) {
        let limit = now - .seconds(Int64(Self.backlog))
        let recent = dates.filter { $0 > limit && $0 <= now }
        for date in recent {
            entries += 1
            hours.count(RhythmProfile.hour(date.inSeconds))
            minutes.count(RhythmProfile.minute(date.inSeconds))
        }
        remember(recent.sorted(), until: now)
        newest = dates.filter { $0 <= now }.max()
        (first, updated) = (first ?? now, now)
    }

    /// Takes the entries of days before the first poll for as many days of watching, so that a
    /// feed that stops right after it is found is missed. Dates that are all of one day are those
    /// of an import, and tell nothing.
    private mutating func remember(_ dates: [Instant], until now: Instant) {
        guard let oldest = dates.first, let latest = dates.last,
            latest - oldest >= Self.leastBacklog
        else { return }
        exposure += Double(now.milliseconds - oldest.milliseconds) / 1000
        newest = oldest
        watch(profile, from: oldest, to: now, entries: Array(dates.dropFirst()))
    }

    /// The dates that can be the time of appearance, in order, and the number of the others: those
    /// in the future and those from long before the last poll, which a publisher backdated.
    private func sort(
        _ dates: [Instant], after last: Instant, until now: Instant
    ) -> (usable: [Instant], vague: Int) {
        let earliest = last - .seconds(86_400)
        let usable = dates.filter { $0 > earliest && $0 <= now }.sorted()
        return (usable, dates.count - usable.count)
    }

    /// Adds up how many entries the profile let expect in each class of time since the newest one,
    /// and how many came.
    private mutating func watch(
        _ profile: RhythmProfile, from last: Instant, to now: Instant, entries: [Instant]
    ) {
        let end = now.inSeconds
        var (time, index) = (last.inSeconds, 0)
        // A day before the first poll stands in for an entry that nobody has seen.
        var latest = (newest ?? first.map { $0 - .seconds(86_400) } ?? last).inSeconds
        // A poll after a long break says little about so many steps: a month is enough.
        time = max(time, end - 31 * 86_400)
        while time < end {
            let next = min(time + 300, end)
            while index < entries.count, entries[index].inSeconds + profile.lag <= time {
                latest = entries[index].inSeconds
                index += 1
            }
            let factor = profile.factor(ofHour: RhythmProfile.hour(time))
            expected[GapClass.of(time - latest - profile.lag)] +=
                Float(profile.rate * factor * (next - time))
            time = next
        }
        var previous = newest
        for date in entries {
            if let previous { gaps[GapClass.of(date.inSeconds - previous.inSeconds)] += 1 }
            previous = date
        }
    }

    private mutating func forget(_ elapsed: Double) {
        let kept = exp(-elapsed / Self.memory)
        entries *= kept
        exposure = exposure * kept + Self.memory * (1 - kept)
        hours.decay(by: Float(kept))
        minutes.decay(by: Float(kept))
    }

    private mutating func count(_ date: Instant, since last: Instant, until now: Instant) {
        entries += 1
        // It appeared between two polls, so long after its date: each delay that allows is a vote.
        let earliest = (last.milliseconds - date.milliseconds) / 60_000
        let latest = (now.milliseconds - date.milliseconds) / 60_000
        let from = last < date ? 0 : Int(earliest)
        lags.decay(by: 0.98)
        if from <= 60 { lags.count(in: from..<Int(min(latest, 60)) + 1) }
    }

    /// Adds dates to the profiles, six hours late.
    private mutating func settle(_ dates: [Instant], at now: Instant) {
        pending += dates
        guard let oldest = pending.first,
            now - oldest >= .seconds(6 * 3600) || pending.count > Self.mostPending
        else { return }
        for date in pending {
            hours.count(RhythmProfile.hour(date.inSeconds))
            minutes.count(RhythmProfile.minute(date.inSeconds))
        }
        pending.removeAll()
    }

    /// From how many days on the first document tells when a feed publishes.
    private static let leastBacklog = Duration.seconds(3 * 86_400)
    /// More than a feed shows in six hours, unless it is asked in vain by its profile anyway.
    private static let mostPending = 250
    /// More undated entries than this in one poll say no more about the rate.
    private static let mostVague = 200
}

extension Instant {
    /// Seconds since the epoch with their fraction.
    var inSeconds: Double { Double(milliseconds) / 1000 }
}
