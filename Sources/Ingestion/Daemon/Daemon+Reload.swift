// SPDX-License-Identifier: Apache-2.0

public import EventLog
internal import FeedFetching
public import FeedModel
internal import Polling
public import Settings
internal import StoryStore
internal import SystemCalls

extension Daemon {
    /// Reads the configuration again and takes it over, or keeps the old one and says why. Polls
    /// under way finish as they began.
    func reload() {
        notifier.reloading(monotonicMicroseconds: SystemClock.monotonicMicroseconds())
        defer { notifier.ready(status: statusLine) }
        let now = Self.now()
        reopenMatchesLog(at: now.wall)
        let (loaded, problems) = LoadedConfiguration.load(
            options.configurationPath, with: options.loader)
        log.write(problems, at: now.wall)
        guard let loaded, let accepted = keepingGoodTopics(loaded, at: now.wall) else {
            tally.isReloadRefused = true
            let errors = problems.count { $0.severity == .error }
            log.write(
                .reloadFailed(configuration: options.configurationPath, errors: max(errors, 1)),
                at: now.wall)
            return
        }
        take(accepted, at: now)
        (tally.isReloadRefused, tally.configuredAt) = (false, now.wall)
        log.write(
            .reloaded(
                feeds: roster.specifications.count, topics: configuration.topics.files.count),
            at: now.wall)
    }

    private func reopenMatchesLog(at now: Instant) {
        do {
            try store.reopenMatchesLog()
        } catch {
            if let cause = error.system { log.write(.storeFailed(cause), at: now) }
        }
    }

    /// The new configuration, with the old version of every topic whose examples fail now.
    private func keepingGoodTopics(
        _ loaded: LoadedConfiguration, at now: Instant
    ) -> LoadedConfiguration? {
        var failing: Set<String> = []
        for check in loaded.topics.checkExamples() where !check.holds {
            log.write(
                .exampleFailed(topic: check.topic, file: check.file, reason: check.reason), at: now)
            failing.insert(check.topic)
        }
        guard !failing.isEmpty else { return loaded }
        var files: [TopicFile] = []
        for file in loaded.topics.files {
            let name = file.definition.name
            let old = configuration.topics.files.first { $0.definition.name == name }
            if failing.contains(name), let old, old.definition != file.definition {
                log.write(
                    .topicKept(topic: name, reason: "an example of the new version fails"), at: now)
                files.append(old)
            } else {
                files.append(file)
            }
        }
        return CompiledTopics.compile(files).topics.map {
            LoadedConfiguration(settings: loaded.settings, topics: $0)
        }
    }

    private func take(_ loaded: LoadedConfiguration, at now: Moment) {
        let old = configuration.settings
        let known = Set(roster.specifications.map(\.key))
        configuration = loaded
        removeMetrics(of: old.metricsTextFile)
        roster = FeedRoster(loaded, losses: losses)
        let settings = loaded.settings
        log.configure(
            level: options.logLevel ?? LogLevel(settings.log.level),
            format: LogFormat(settings.log.format))
        exchange.reconfigure(
            FetchLimits(settings.polling, environment: options.loader.environment))
        schedule.reconfigure(
            policy: PollingPolicy(settings.polling), feeds: roster.specifications,
            memory: memory(ofFeedsBeside: known, at: now.wall), at: now)
        followers.configure(settings, announced: store.position)
        if options.storeDirectory == nil, old.store.directory != settings.store.directory {
            log.write(
                .configWarning(
                    at: options.configurationPath,
                    "`store.directory` takes effect at the next start"),
                at: now.wall)
        }
    }

    /// What the state file has of feeds that come back into the configuration.
    private func memory(ofFeedsBeside known: Set<String>, at now: Instant) -> PollMemory {
        saveStateNow(at: Self.now())
        do {
            return try state.load(
                keys: roster.specifications.map(\.key).filter { !known.contains($0) })
        } catch {
            log.write(.stateFailed(error.description), at: now)
            return PollMemory()
        }
    }
}

extension EventLog {
    /// Writes what is wrong, or looks wrong, in the configuration.
    public func write(_ problems: [SettingsProblem], at now: Instant) {
        for problem in problems {
            let place = "\(problem.position)"
            switch problem.severity {
            case .error: write(.configError(at: place, problem.message), at: now)
            case .warning: write(.configWarning(at: place, problem.message), at: now)
            }
        }
    }
}

extension LogLevel {
    /// The level that the configuration names.
    public init(_ level: LogSettings.Level) {
        self = LogLevel(rawValue: level.rawValue) ?? .info
    }
}

extension LogFormat {
    /// The form that the configuration names.
    public init(_ format: LogSettings.Format) {
        self = LogFormat(rawValue: format.rawValue) ?? .auto
    }
}
