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
        let (loaded, problems) = LoadedConfiguration.load(path, with: loader)
        if check { return report(path, loaded, problems) }
        guard let loaded else {
            for problem in problems { complain("\(problem)") }
            return EX_CONFIG
        }
        do {
            // Before any thread is started: they inherit what is blocked.
            let signals = try SignalMonitor()
            // Hundreds of connections are kept open; with fewer files there are fewer of them.
            try? ResourceLimits.raiseOpenFiles()
            let log = try makeLog(loaded, environment)
            log.write(problems, at: now)
            return try run(loaded, path, loader, signals, log, environment)
        } catch let error as DaemonError {
            complain(error.description)
            return error.exitStatus
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
        let notifier = ServiceNotifier(socket: environment["NOTIFY_SOCKET"])
        let daemon = try Daemon.start(
            loaded, options: options, signals: signals, log: log, notifier: notifier)
        let status = daemon.run()
        if once { print(daemon.summary) }
        return status
    }

    private func makeLog(
        _ loaded: LoadedConfiguration, _ environment: [String: String]
    ) throws -> EventLog {
        let settings = loaded.settings.log
        let output = try FileDescriptor.standardError()
        return EventLog(
            level: logLevel ?? LogLevel(settings.level), format: LogFormat(settings.format),
            output: output, identifier: "feedwatchd",
            environment: LogEnvironment(journalStream: environment["JOURNAL_STREAM"]))
    }

    /// `--check`: everything that is wrong, in the order of files and lines.
    private func report(
        _ path: String, _ loaded: LoadedConfiguration?, _ problems: [SettingsProblem]
    ) -> Int32 {
        for problem in problems { complain("\(problem)") }
        guard let loaded else { return EX_CONFIG }
        let failing = loaded.topics.checkExamples().filter { !$0.holds }
        for check in failing {
            complain("\(check.file): topic \(check.topic): \(check.reason)")
        }
        guard failing.isEmpty else { return EX_CONFIG }
        print(
            "\(path): \(loaded.settings.feeds.count.counted("feed")), "
                + "\(loaded.topics.files.count.counted("topic")): ok"
        )
        return EX_OK
    }

    private var now: Instant { Instant(milliseconds: SystemClock.wallMilliseconds()) }

    private func complain(_ message: String) {
        let line = Array("feedwatchd: \(message)\n".utf8)
        // When even standard error is gone there is nobody left to tell.
        _ = try? FileDescriptor.standardError().writeAll(line)
    }
}
