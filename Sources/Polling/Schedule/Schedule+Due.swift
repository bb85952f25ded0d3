// SPDX-License-Identifier: Apache-2.0

import FeedModel
import HeapModule

extension Schedule {
    /// The polls to be started now, within all limits. Each must be answered by `finished`.
    public mutating func due(at now: Moment) -> [PollStart] {
        steer(at: now)
        while let wake = deadlines.min, wake.time <= now.monotonic {
            deadlines.removeMin()
            guard isCurrent(wake) else { continue }
            places[Int(wake.index)].phase = .queued
            hosts.enqueue(
                wake.index, at: places[Int(wake.index)].host, limit: policy.maxConnectionsPerHost)
        }
        var starts: [PollStart] = []
        while hasRoom, let next = hosts.dequeue(at: now.monotonic) {
            let index = Int(next.feed)
            if places[index].phase == .queued {
                if places[index].isAsked {
                    starts.append(start(index, at: now))
                } else {
                    leave(index, at: now.wall)
                }
            }
            hosts.list(next.host, limit: policy.maxConnectionsPerHost)
        }
        return starts
    }

    private mutating func start(_ index: Int, at now: Moment) -> PollStart {
        places[index].phase = .inFlight
        inFlight += 1
        settle(index)
        hosts.started(
            places[index].host, at: now.monotonic, delay: policy.hostDelay.wholeMilliseconds)
        let others = (followers[index] ?? []).filter { places[$0].specification.isEnabled }
        let version = others.reduce(places[index].specification.topicsVersion) {
            ($0 &* 0x9E37_79B9_7F4A_7C15) ^ places[$1].specification.topicsVersion
        }
        let variant = places[index].specification.variant
        let validators = places[index].state.validators(
            at: now.wall, variant: variant, topicsVersion: version)
        let mayCompare = places[index].state.mayCompare(variant: variant, topicsVersion: version)
        return PollStart(
            feed: FeedSlot(index), key: places[index].specification.key, url: places[index].url,
            validators: validators, acceptsDelta: validators.etag != nil,
            bodyHash: mayCompare ? places[index].state.bodyHash : nil,
            window: places[index].state.window, topicsVersion: version,
            alsoFor: others.map { places[$0].specification.key })
    }

    /// A feed that was switched off or removed while it stood in line.
    private mutating func leave(_ index: Int, at now: Instant) {
        settle(index)
        if places[index].isRemoved {
            free(index, at: now)
        } else {
            places[index].phase = .idle
        }
    }

    /// In once mode: the feed is asked, or will not be.
    mutating func settle(_ index: Int) {
        if places[index].isOutstanding { outstanding -= 1 }
        places[index].isOutstanding = false
    }

    /// Corrects the price that the learnt rhythms share.
    mutating func steer(at now: Moment) {
        let elapsed = now.monotonic - steeredAt
        // A second is much shorter than anything the steering follows.
        guard elapsed >= 1000 else { return }
        steeredAt = now.monotonic
        guard sharers > 0, mode == .continuous else { return }
        let budget = Double(sharers) / Double(max(policy.interval.wholeMilliseconds, 1))
        // After a suspended night the rates are those of before it.
        steering.advance(
            by: Double(min(elapsed, 3_600_000)) / 1000, ratio: pollRate / budget)
    }
}
