// SPDX-License-Identifier: Apache-2.0

import EventLog
import FeedModel
import Glibc
import Ingestion
import Settings
import SystemCalls

extension Program {
    /// Does what the arguments ask for.
    ///
    /// - Returns: The exit status (sysexits.h).
    func execute(in environment: [String: String]) -> Int32 {
        let loader = ConfigurationLoader(version: Feedwatch.version, environment: environment)
        let path = config ?? loader.defaultPath
        let survey = ConfigurationSurvey(path, with: loader)
        if check { return report(path, survey) }
        do {
            // Before any thread is started: they inherit what is blocked.
            let signals = try SignalMonitor()
            // Hundreds of connections are kept open; with fewer files there are fewer of them.
            try? ResourceLimits.raiseOpenFiles()
            let log = try makeLog(survey.configuration?.settings.log, environment)
            guard let loaded = survey.configuration else {
                refuse(survey.problems, log)
                return EX_CONFIG
            }
            log.write(survey.problems, at: now)
            do {
                return try run(loaded, path, loader, signals, log, environment)
            } catch let error as DaemonError where error.exitStatus == EX_OK {
                // Told to stop before it was ready, which is no failure.
                log.write(.stopping(cause: error.description), at: now)
                return EX_OK
            } catch let error as DaemonError {
                refuse(error, log)
                return error.exitStatus
            }
        } catch {
            complain("\(error)")
            return EX_OSERR
        }
    }

    private func run(
        _ loaded: LoadedConfiguration, _ path: String, _ loader: ConfigurationLoader,
        _ signals: SignalMonitor, _ log: EventLog, _ environment: [String: String]
    ) throws -> Int32 {
        var options = Daemon.Options(configurationPath: path, loader: loader)
        options.storeDirectory = store
        options.once = once
        options.logLevel = logLevel
        let notifier = ServiceNotifier(
            environment: environment, processID: ProcessIdentity.processID)
        let daemon = try Daemon.start(
            loaded, options: options, signals: signals, log: log, notifier: notifier)
        guard once else { return daemon.run() }
        let bar = ProgressBar(on: log, environment: environment)
        let status = daemon.run { bar?.show($0) }
        bar?.clear()
        print(daemon.summary)
        return status
    }

    /// - Parameter settings: What the configuration says; nil when it cannot be read.
    private func makeLog(
        _ settings: LogSettings?, _ environment: [String: String]
    ) throws -> EventLog {
        let settings = settings ?? LogSettings()
        let output = try FileDescriptor.standardError()
        return EventLog(
            level: logLevel ?? LogLevel(settings.level), format: LogFormat(settings.format),
            output: output, identifier: "feedwatchd",
            environment: LogEnvironment(journalStream: environment["JOURNAL_STREAM"]))
    }

    /// Says why the daemon does not start: to the journal as events, to people as compilers do.
    private func refuse(_ problems: [SettingsProblem], _ log: EventLog) {
        guard !log.isJournalStream else {
            log.write(problems, at: now)
            return
        }
        tell(problems)
    }

    private func refuse(_ error: DaemonError, _ log: EventLog) {
        guard !log.isJournalStream else {
            log.write(
                .failed(exitStatus: error.exitStatus, reason: error.description), at: now)
            return
        }
        complain(error.description)
    }

    /// `--check`: everything that is wrong, in the order of files and lines.
    private func report(_ path: String, _ survey: ConfigurationSurvey) -> Int32 {
        tell(survey.problems)
        let failing = (survey.topics?.checkExamples() ?? []).filter { !$0.holds }
        for check in failing {
            write("\(check.file): topic \(check.topic): \(check.reason)")
        }
        guard let loaded = survey.configuration, failing.isEmpty else { return EX_CONFIG }
        print(
            "\(path): \(loaded.settings.feeds.count.counted("feed")), "
                + "\(loaded.topics.files.count.counted("topic")): ok"
        )
        return EX_OK
    }

    private var now: Instant { Instant(milliseconds: SystemClock.wallMilliseconds()) }

    /// As compilers do, with the file in front: editors take the reader to the place.
    private func tell(_ problems: [SettingsProblem]) {
        for problem in problems { write("\(problem)") }
    }

    private func complain(_ message: String) { write("feedwatchd: \(message)") }

    private func write(_ message: String) {
        let line = Array("\(message)\n".utf8)
        // When even standard error is gone there is nobody left to tell.
        _ = try? FileDescriptor.standardError().writeAll(line)
    }
}
