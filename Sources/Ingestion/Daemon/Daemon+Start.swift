// SPDX-License-Identifier: Apache-2.0

public import EventLog
internal import FeedFetching
internal import FeedModel
internal import Polling
internal import Settings
internal import StoryStore
public import SystemCalls

extension Daemon {
    /// Recovers the store, announces what a crash left unannounced, makes the schedule and starts
    /// the threads.
    ///
    /// - Parameter signals: Made before any thread was started.
    /// - Throws: Why it cannot start, with the exit status.
    public static func start(
        _ loaded: LoadedConfiguration, options: Options, signals: SignalMonitor, log: EventLog,
        notifier: ServiceNotifier
    ) throws(DaemonError) -> Daemon {
        let began = now()
        let settings = loaded.settings
        let directory = options.storeDirectory ?? settings.store.directory
        notifier.extendTimeout(Self.patience, status: "Opening the store")
        let mailbox = Mailbox<Message>(capacity: .max)
        let stop = StopRequest()
        do {
            try watch(signals, mailbox, stop)
        } catch {
            throw DaemonError(exitStatus: 71, "\(error)")
        }
        // A store of years takes its time: the service manager waits as long as it goes on.
        var told = 0
        let recovered = try RecoveredStore.open(
            directory, similarity: settings.deduplication.similarity,
            window: settings.deduplication.window, now: began.wall
        ) { (step, records) throws(DaemonError) in
            try stop.check()
            guard abs(records - told) >= Self.recordsBetweenSigns else { return }
            told = records
            let what = step == .recovery ? "Checking" : "Reading"
            notifier.extendTimeout(
                Self.patience, status: "\(what) the store: \(records) records so far")
        }
        // Only now: a daemon that finds the store in use has not started.
        log.write(
            .started(
                version: Feedwatch.version, configuration: options.configurationPath,
                store: directory, processID: ProcessIdentity.processID),
            at: began.wall)
        warn(of: loaded, log, at: began.wall)
        let stories = recovered.stories
        tell(of: recovered, log, at: began.wall)
        let (exchange, upkeep): (Exchange, StoreUpkeep)
        do {
            exchange = try Exchange(
                limits: FetchLimits(settings.polling, environment: options.loader.environment),
                workers: ProcessIdentity.processorCount, topics: loaded.topics.set,
                keepsHTML: settings.store.keepsHTML
            ) { polls in
                mailbox.post(
                    contentsOf: polls.isEmpty ? [.room] : polls.map { .processed($0) })
            }
            upkeep = try StoreUpkeep(directory: directory) {
                mailbox.post(contentsOf: [.upkeep($0)])
            }
        } catch {
            throw DaemonError(exitStatus: 71, "\(error)")
        }
        let daemon = Daemon(
            options: options, log: log, notifier: notifier, mailbox: mailbox,
            configuration: loaded, exchange: exchange, upkeep: upkeep, recovered: recovered,
            began: began)
        try daemon.catchUp(until: stop)
        daemon.followers.configure(settings, announced: daemon.store.position)
        daemon.log.write(
            .ready(
                feeds: daemon.roster.specifications.count, topics: loaded.topics.files.count,
                stories: stories,
                recovery: .milliseconds(now().monotonic - began.monotonic)),
            at: now().wall)
        notifier.ready(status: daemon.statusLine)
        return daemon
    }

    /// How long one step of the start may take, on a slow disk, before it counts as stuck.
    private static let patience = Duration.seconds(120)
    /// After how many records the service manager hears that the start goes on: a tenth of a second.
    private static let recordsBetweenSigns = 16_384

    /// Both clocks, read together.
    static func now() -> Moment {
        Moment(
            wall: Instant(milliseconds: SystemClock.wallMilliseconds()),
            monotonic: SystemClock.monotonicMilliseconds())
    }

    /// What is wrong with the examples of topics: no reason not to start.
    private static func warn(of loaded: LoadedConfiguration, _ log: EventLog, at now: Instant) {
        for check in loaded.topics.checkExamples() where !check.holds {
            log.write(
                .exampleFailed(topic: check.topic, file: check.file, reason: check.reason), at: now)
        }
    }

    private static func tell(
        of recovered: borrowing RecoveredStore, _ log: EventLog, at now: Instant
    ) {
        log.write(recovered.store.recovery.incidents, at: now)
        for damage in recovered.damage {
            log.write(.damaged(file: damage.file, line: damage.line, what: damage.what), at: now)
        }
        if recovered.missing > 0 {
            log.write(.storiesMissing(recovered.missing), at: now)
        }
        if let reason = recovered.stateSetAside {
            log.write(.stateReset(file: reason.path, reason: reason.message), at: now)
        }
    }

    private static func watch(
        _ signals: SignalMonitor, _ mailbox: Mailbox<Message>, _ stop: StopRequest
    ) throws(SystemError) {
        // Never joined: it sleeps in sigwait until the process ends.
        _ = try DedicatedThread(name: "signals", stackSize: 64 << 10) {
            while let request = try? signals.next() {
                if case .terminate(let signal) = request { stop.note(signal) }
                mailbox.post(contentsOf: [.request(request)])
            }
        }
    }

    /// Announces what a crash left stored and unannounced.
    private func catchUp(until stop: StopRequest) throws(DaemonError) {
        let locations = store.recovery.unannounced
        guard !locations.isEmpty else { return }
        let now = Self.now().wall
        var count = 0
        // As many at a time as memory does not feel: without matches.log it may be all.
        for start in stride(from: 0, to: locations.count, by: 1000) {
            try stop.check()
            count += try announce(locations[start..<min(start + 1000, locations.count)], at: now)
            notifier.extendTimeout(Self.patience, status: "Announcing stories: \(count) so far")
        }
        log.write(.caughtUp(stories: count), at: now)
    }

    /// - Returns: How many stories are there.
    private func announce(
        _ locations: ArraySlice<StoryLocation>, at now: Instant
    ) throws(DaemonError) -> Int {
        do {
            var stored: [StoredStory] = []
            for location in locations {
                guard let story = try store.read(location) else { continue }
                log.write(.match(story), at: now)
                stored.append(StoredStory(story: story, location: location))
            }
            try store.announce(stored)
            return stored.count
        } catch {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
    }
}

extension EventLog {
    /// Writes what the store's writer found.
    func write(_ incidents: [StoreIncident], at now: Instant) {
        for incident in incidents {
            switch incident {
            case .cut(let kept):
                write(
                    .recovered(
                        file: kept.file, offset: kept.offset, bytes: kept.bytes,
                        setAside: kept.keptAs),
                    at: now)
            case .damaged(let damage):
                write(.damaged(file: damage.file, line: damage.line, what: damage.what), at: now)
            case .replaced(let file):
                write(
                    .damaged(file: file, line: 0, what: "changed by another program; opened anew"),
                    at: now)
            case .unreadableAnnouncement(let file):
                write(.damaged(file: file, line: 0, what: "no line of matches.log"), at: now)
            }
        }
    }
}
