// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import EventLog
internal import FeedModel
internal import Polling
internal import StoryStore
internal import SystemCalls

extension Daemon {
    /// Runs until told to stop, or with `once` until every feed has been asked.
    ///
    /// - Parameter progress: With `once`, called in each turn of the loop.
    /// - Returns: The exit status (sysexits.h).
    public func run(progress: (RoundProgress) -> Void = { _ in }) -> Int32 {
        do {
            while true {
                let now = Self.now()
                keepUp(at: now)
                startPolls(at: now)
                if options.once {
                    progress(roundProgress)
                    if schedule.isDone { return end(cause: drainFollowers() ?? "done") }
                }
                saveState(at: now)
                beat(at: now)
                maintain(at: now)
                writeMetrics(at: now)
                guard let messages = mailbox.take(until: wake(after: now)) else {
                    return end(cause: "mailbox")
                }
                if let signal = try handle(messages) { return end(cause: signal) }
            }
        } catch {
            log.write(
                .failed(exitStatus: error.exitStatus, reason: error.description),
                at: Self.now().wall)
            followers.stop()
            exchange.shutDown()
            awaitFollowers()
            upkeep.stop()
            return error.exitStatus
        }
    }

    private func startPolls(at now: Moment) {
        schedule.waitingForNames = exchange.waitingForNames
        let jobs = schedule.due(at: now).map { roster.job($0, at: now.wall) }
        exchange.submit(jobs) { roster.request($0, token: $1) }
    }

    /// Takes what other threads have to say.
    ///
    /// - Returns: The name of the signal that says to stop, if there was one.
    private func handle(_ messages: [Message]) throws(DaemonError) -> String? {
        var polls: [ProcessedPoll] = []
        var requests: [SignalMonitor.Request] = []
        for message in messages {
            switch message {
            case .processed(let poll): polls.append(poll)
            case .followerEnded: followers.noteEnd()
            case .room: break
            case .upkeep(let change): note(change, at: Self.now().wall)
            case .request(let request): requests.append(request)
            }
        }
        try turn(polls, at: Self.now())
        for case .terminate(let signal) in requests { return signal }
        if !requests.isEmpty { reload() }
        return nil
    }

    /// When the loop has to go round again at the latest, by the monotonic clock.
    private func wake(after now: Moment) -> Int64 {
        var wake = min(schedule.nextWake() ?? .max, now.monotonic + beatMilliseconds)
        wake = min(wake, metricsWake)
        if schedule.hasUnsaved { wake = min(wake, lastSave &+ Self.saveMilliseconds) }
        return max(wake, now.monotonic)
    }

    /// Saves what has changed, seldom enough that thousands of polls share a transaction and often
    /// enough that a crash forgets next to nothing.
    private func saveState(at now: Moment) {
        guard schedule.hasUnsaved, now.monotonic >= lastSave &+ Self.saveMilliseconds else {
            return
        }
        saveStateNow(at: now)
    }

    func saveStateNow(at now: Moment) {
        lastSave = now.monotonic
        let batch = schedule.takeUnsaved()
        do {
            try state.save(
                batch,
                values: [
                    RecoveredStore.announcedKey: store.position.text,
                    RecoveredStore.clockKey: "\(now.wall.milliseconds)",
                    RecoveredStore.storiesKey: "\(storyCount)",
                    RecoveredStore.lossesKey: "\(losses)",
                ])
        } catch {
            schedule.putBack(batch)
            log.write(.stateFailed(error.description), at: now.wall)
        }
    }

    /// Tells the service manager that the loop which does the work goes round.
    func beat(at now: Moment) {
        guard now.monotonic >= nextBeat else { return }
        nextBeat = now.monotonic + beatMilliseconds / 2
        notifier.watchdog()
        let status = statusLine
        guard status != toldStatus else { return }
        notifier.status(status)
        toldStatus = status
    }

    /// What has to be done now and then.
    private func maintain(at now: Moment) {
        guard now.monotonic >= nextMaintenance else { return }
        nextMaintenance = now.monotonic + Self.maintenanceMilliseconds
        index.expire(now: now.wall)
    }

    /// The line of `systemctl status`.
    var statusLine: String {
        roster.specifications.count.counted("feed") + ", "
            + tally.storiesToday.counted("story", "stories") + " today, "
            + "\(schedule.failingCount) failing"
    }

    /// Finishes what is being written and ends.
    private func end(cause: String) -> Int32 {
        let now = Self.now()
        notifier.stopping()
        log.write(.stopping(cause: cause), at: now.wall)
        followers.stop()
        exchange.shutDown()
        if options.once { finishUpkeep() } else { upkeep.stop() }
        saveStateNow(at: now)
        writeMetricsNow(isUp: false, at: now)
        awaitFollowers()
        let status = exitStatus
        log.write(
            .stopped(
                exitStatus: status, uptime: .milliseconds(now.monotonic - began.monotonic),
                stories: tally.books.stories),
            at: now.wall)
        return status
    }

    /// 0, but for a single round that stored not all it found, or found nothing anywhere.
    private var exitStatus: Int32 {
        guard options.once else { return 0 }
        if storeIsFailing { return 74 }
        return tally.ended > 0 && tally.failed == tally.ended ? 75 : 0
    }

    /// The least time between two saves: a twentieth of a second.
    private static let saveMilliseconds: Int64 = 50
    /// An hour: nothing that `maintain` does is urgent.
    private static let maintenanceMilliseconds: Int64 = 3_600_000
    /// The longest time between two rounds of the loop, each of which may beat: ten seconds, or so
    /// much less that the service manager hears two beats within its watchdog's time.
    var beatMilliseconds: Int64 {
        let timeout = notifier.watchdogTimeout?.wholeMilliseconds ?? .max
        return max(min(10_000, timeout / 4), 1)
    }
}
