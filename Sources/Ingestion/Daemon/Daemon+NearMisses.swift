// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import Metrics
internal import Settings
internal import StoryStore

extension Daemon {
    /// Counts near misses and writes some down; that it fails is told and keeps nothing up.
    func noteNearMisses(of polls: [ProcessedPoll], at now: Instant) {
        let limit = configuration.settings.store.nearMissesPerDay
        guard limit > 0 else { return }
        if let cause = nearMisses.note(polls, limit: limit, at: now)?.system {
            log.write(.storeFailed(cause), at: now)
        }
    }

    /// The metric of what nearly matched, with figures where that is looked for.
    func describeNearMisses(in text: inout Exposition) {
        text.family(
            "feedwatch_near_misses_total", .counter,
            "New entries of no topic that lacked one clause of a topic, with store.near_misses.")
        guard configuration.settings.store.nearMissesPerDay > 0 else { return }
        for topic in configuration.topics.files.map(\.definition.name).sorted() {
            text.sample(
                "feedwatch_near_misses_total", [("topic", topic)], nearMisses.counts[topic] ?? 0)
        }
    }
}
