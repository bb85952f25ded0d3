// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Schedule {
    /// The interval of a feed that answers, in milliseconds, the server's wishes aside.
    func interval(of index: Int, at now: Instant) -> (milliseconds: Int64, isLearnt: Bool) {
        let least = policy.minInterval.wholeMilliseconds
        if let own = places[index].specification.interval {
            return (max(own.wholeMilliseconds, least), false)
        }
        let longest = max(policy.maxInterval.wholeMilliseconds, least)
        let isKnown = places[index].state.rhythm.isKnown(at: now)
        var wait = policy.interval.wholeMilliseconds
        if isKnown {
            let seconds = places[index].state.rhythm.wait(
                after: now, price: steering.price, weight: weight(of: index),
                longest: Double(longest) / 1000)
            wait = Int64(seconds * 1000)
        }
        // What scrolls off between two polls is lost: never wait longer than four tenths of the
        // window took to appear.
        if let mark = places[index].state.scrollMark {
            wait = min(wait, max(now.milliseconds - mark.milliseconds, 0))
        }
        wait = Int64(Double(wait) * places[index].state.haste)
        return (min(max(wait, least), longest), isKnown)
    }

    /// What an entry of a feed counts: more where more of them match, but never so little that a
    /// feed is forgotten.
    private func weight(of index: Int) -> Double {
        let weight = places[index].specification.weight
        return policy.weighsMatches ? weight * max(places[index].state.yield * 10, 0.05) : weight
    }

    /// The wait after an answer that was a feed, and the interval to be shown.
    mutating func waitAfterSuccess(
        _ index: Int, at now: Instant
    ) -> (wait: Int64, interval: Int64, isLearnt: Bool) {
        let base = interval(of: index, at: now)
        let longest = max(policy.maxInterval.wholeMilliseconds, base.milliseconds)
        let wishes = places[index].state.wishes
        let interval = max(base.milliseconds, min(wishes.leastWait(after: now), longest))
        // A learnt wait ends at a time of its own anyway, and jitter is delay.
        let spread = base.isLearnt ? min(interval / 10, 5000) : interval / 10
        var wait = interval + random.milliseconds(upTo: spread)
        if base.isLearnt { wait = min(wait, longest) }
        let due = now + .milliseconds(wait)
        let allowed = wishes.firstUnskipped(
            from: due, latest: now + .milliseconds(max(longest, wait)))
        if allowed > due {
            // Not every feed that skips the night at the same second.
            wait =
                allowed.milliseconds - now.milliseconds + random.milliseconds(upTo: interval / 10)
            wait = min(wait, max(longest, interval))
        }
        return (wait, interval, base.isLearnt)
    }

    /// The wait after `failures` failures in a row: interval × 2ⁿ, jittered, up to the longest
    /// interval.
    mutating func waitAfterFailure(_ index: Int, failures: Int, at now: Instant) -> Int64 {
        let base = interval(of: index, at: now).milliseconds
        let longest = max(policy.maxInterval.wholeMilliseconds, base)
        let doubled = base.multipliedReportingOverflow(by: 1 << min(failures, 40))
        let wait = doubled.overflow ? longest : min(doubled.partialValue, longest)
        return min(wait + random.milliseconds(upTo: wait / 10), longest)
    }

    /// A pause that a server asked for, with jitter that only lengthens it, up to a day.
    mutating func jittered(pause: Int64) -> Int64 {
        min(pause + random.milliseconds(upTo: pause / 10), RetryAfter.longest)
    }

    /// The wait until a feed that is gone is looked at again: a week, so that a mistake is found.
    mutating func waitWhenGone() -> Int64 {
        let week: Int64 = 7 * 86_400_000
        return week + random.milliseconds(upTo: week / 10)
    }
}
