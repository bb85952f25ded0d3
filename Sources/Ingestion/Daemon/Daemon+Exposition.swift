// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Hooks
internal import Metrics
internal import Polling
internal import Settings
internal import SystemCalls

// The metrics: their names, labels and what they say. `Config/grafana-dashboard.json` shows them.
//
// Series: some 150, one for each topic, and two for each feed, up to `maxFeeds` of them.

extension Daemon {
    /// All figures in Prometheus's text format.
    func exposition(isUp: Bool) -> Exposition {
        var text = Exposition()
        describeProcess(in: &text, isUp: isUp)
        describePolls(in: &text)
        describeEntries(in: &text)
        describeStore(in: &text)
        describeHooks(in: &text)
        describeFeeds(in: &text)
        return text
    }

    private func describeProcess(in text: inout Exposition, isUp: Bool) {
        text.family("feedwatch_build_info", .gauge, "Always 1; the version is a label.")
        text.sample("feedwatch_build_info", [("version", Feedwatch.version)], 1)
        text.single(
            "feedwatch_up", .gauge, "1 while the daemon runs, 0 when it has stopped in order.",
            isUp ? 1 : 0)
        text.single(
            "feedwatch_start_time_seconds", .gauge, "When the daemon started.",
            Double(began.wall.milliseconds) / 1000)
        let usage = ProcessUsage.current()
        text.single(
            "feedwatch_resident_memory_bytes", .gauge, "Memory of the daemon that is in RAM.",
            usage.residentBytes)
        text.single(
            "feedwatch_cpu_seconds_total", .counter, "Time that the daemon was on processors.",
            usage.processorTime.inSeconds)
        text.single(
            "feedwatch_open_fds", .gauge, "Descriptors that the daemon has open.", usage.openFiles)
        text.single(
            "feedwatch_config_last_reload_successful", .gauge,
            "Whether the configuration was taken over when it was read last.",
            tally.isReloadRefused ? 0 : 1)
        text.single(
            "feedwatch_config_last_reload_success_timestamp_seconds", .gauge,
            "When the configuration in force was read.",
            Double((tally.configuredAt ?? began.wall).milliseconds) / 1000)
    }

    private func describePolls(in text: inout Exposition) {
        text.family(
            "feedwatch_polls_total", .counter,
            "Polls that ended, by result: new, unchanged, not-modified, failed.")
        for result in ["new", "unchanged", "not-modified", "failed"] {
            text.sample("feedwatch_polls_total", [("result", result)], tally.polls[result] ?? 0)
        }
        text.family(
            "feedwatch_poll_failures_total", .counter,
            "Polls that gave no feed, by what went wrong, as in `feedwatch status`.")
        for kind in FailureKind.allCases {
            text.sample(
                "feedwatch_poll_failures_total", [("kind", kind.rawValue)],
                tally.failures[kind] ?? 0)
        }
        text.family(
            "feedwatch_http_responses_total", .counter, "Answers of servers by status code.")
        for (status, count) in tally.statuses.sorted(by: { $0.key < $1.key }) {
            text.sample("feedwatch_http_responses_total", [("code", String(status))], count)
        }
        text.single(
            "feedwatch_poll_duration_seconds",
            "How long exchanges took, redirects included, of polls that were answered.",
            tally.exchanges)
        text.single(
            "feedwatch_received_bytes_total", .counter,
            "Bytes of bodies that came over the wire, before decompression.", tally.bytes)
        text.single(
            "feedwatch_gaps_total", .counter,
            "Polls that shared no entry with the one before: entries were probably missed.",
            tally.gaps)
        let depths = exchange.depths
        text.family(
            "feedwatch_queue_length", .gauge,
            "Polls by where they are: being fetched, waiting for a parser, waiting to be stored.")
        for (stage, length) in [
            ("fetching", depths.fetching), ("parsing", depths.parsing), ("storing", mailbox.count),
        ] {
            text.sample("feedwatch_queue_length", [("stage", stage)], length)
        }
        text.single(
            "feedwatch_polls_in_flight", .gauge,
            "Polls anywhere between their start and the store.", schedule.inFlight)
    }

    private func describeEntries(in text: inout Exposition) {
        let books = tally.books
        text.single(
            "feedwatch_entries_seen_total", .counter, "Entries received.", books.seen)
        text.family(
            "feedwatch_entries_total", .counter,
            "Entries received by what became of them; together they are all that were seen.")
        for (fate, count) in [
            ("known", books.known), ("rejected", books.rejected), ("story", books.stories),
            ("sighting", books.sightings), ("revision", books.revisions),
        ] {
            text.sample("feedwatch_entries_total", [("fate", fate)], count)
        }
        text.family(
            "feedwatch_stories_total", .counter,
            "Stories stored by topic; one of two topics counts for both.")
        for topic in configuration.topics.files.map(\.definition.name).sorted() {
            text.sample("feedwatch_stories_total", [("topic", topic)], tally.topics[topic] ?? 0)
        }
        describeNearMisses(in: &text)
        text.family(
            "feedwatch_sightings_total", .counter,
            "Copies of stored stories by how they were recognised.")
        for reason in Sighting.Reason.allCases {
            text.sample(
                "feedwatch_sightings_total", [("reason", reason.rawValue)],
                tally.sightings[reason] ?? 0)
        }
        text.single(
            "feedwatch_story_age_seconds",
            "How old stories were when they were stored, by the dates that feeds give.", tally.ages)
    }

    private func describeStore(in text: inout Exposition) {
        text.single(
            "feedwatch_store_append_duration_seconds",
            "How long it took to put a batch of stories on stable storage.", tally.appends)
        text.single(
            "feedwatch_store_failures_total", .counter,
            "Batches that could not be stored; their entries come with the next poll.",
            tally.lostBatches)
        text.single(
            "feedwatch_turn_duration_seconds",
            "How long turns of the loop took that judge, store and announce.", tally.turns)
    }

    private func describeHooks(in text: inout Exposition) {
        let hooks = followers.hookFigures
        text.family(
            "feedwatch_hook_runs_total", .counter, "Runs of a hook's command, by how they ended.")
        for (name, figures) in hooks {
            for (result, count) in [("delivered", figures.delivered), ("failed", figures.failed)] {
                text.sample(
                    "feedwatch_hook_runs_total", [("hook", name), ("result", result)], count)
            }
        }
        text.family(
            "feedwatch_hook_dead_letters_total", .counter,
            "Stories that a hook did not take at any attempt.")
        for (name, figures) in hooks {
            text.sample("feedwatch_hook_dead_letters_total", [("hook", name)], figures.buried)
        }
        text.family(
            "feedwatch_hook_lag_seconds", .gauge,
            "For how long a hook has not had all stories that are announced; 0 when it has.")
        let now = SystemClock.monotonicMilliseconds()
        for (name, figures) in hooks {
            let lag = figures.behindSince.map { Double(now - $0) / 1000 } ?? 0
            text.sample("feedwatch_hook_lag_seconds", [("hook", name)], max(lag, 0))
        }
    }

    /// Feeds beyond so many have series of their own only while they need a person.
    private static let maxFeeds = 10_000

    private func describeFeeds(in text: inout Exposition) {
        var feeds: [FeedHealth] = []
        var states: [FreshnessState: Int] = [:]
        var waiting = 0
        schedule.forEachFeed { feed in
            feeds.append(feed)
            states[feed.state, default: 0] += 1
            if feed.isWaiting { waiting += 1 }
        }
        text.family("feedwatch_feeds", .gauge, "Feeds by state, as in `feedwatch status`.")
        for state in FreshnessState.allCases {
            text.sample("feedwatch_feeds", [("state", state.rawValue)], states[state] ?? 0)
        }
        text.single(
            "feedwatch_feeds_waiting", .gauge,
            "Feeds that are due and wait for their host or a connection.", waiting)
        let all = feeds.count
        if all > Self.maxFeeds {
            feeds = Array(feeds.lazy.filter(\.state.needsAttention).prefix(Self.maxFeeds))
        }
        text.single(
            "feedwatch_feeds_unlisted", .gauge,
            "Feeds without series of their own: past 10,000 only those that need a person have.",
            all - feeds.count)
        text.family(
            "feedwatch_feed_state", .gauge, "Always 1; the state of the feed is a label.")
        for feed in feeds {
            text.sample(
                "feedwatch_feed_state", [("feed", feed.key), ("state", feed.state.rawValue)], 1)
        }
        text.family(
            "feedwatch_feed_last_success_timestamp_seconds", .gauge,
            "When the feed last answered as a feed should; 0 where it never has.")
        for feed in feeds {
            text.sample(
                "feedwatch_feed_last_success_timestamp_seconds", [("feed", feed.key)],
                feed.lastSuccess?.seconds ?? 0)
        }
    }
}
