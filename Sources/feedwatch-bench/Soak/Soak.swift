// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc
import StoryStore
import SystemCalls

/// One soak: the site, the daemon, and what was seen of it; for one thread.
final class Soak {
    private let command: SoakCommand
    private let programs: String
    private let interruption: Interruption
    private let site: SoakSite
    private let daemon: ChildProcess
    private var subscriptions: SoakSubscriptions
    private let log: SoakLog
    private let table: FileDescriptor
    private var samples: [SoakSample] = []
    private let begin = SystemClock.monotonicMilliseconds()
    private var ending: ChildProcess.Ending?
    /// How long the daemon took to stop, in milliseconds.
    private var stopTime: Int64 = 0

    private static let samplePeriod: Int64 = 2_000
    private static let changePeriod: Int64 = 20_000
    private static let letGoPeriod = Int64(SoakCommand.requestTimeout + 1) * 1000
    /// So long after the last new entry nothing is under way any more.
    private static let settlePeriod = letGoPeriod * 3

    /// Starts the daemon.
    init(_ command: SoakCommand, programs: String, interruption: Interruption) throws {
        self.command = command
        self.programs = programs
        self.interruption = interruption
        let directory = command.directory
        site = try SoakSite()
        subscriptions = SoakSubscriptions(count: command.feeds)
        try subscriptions.write(to: directory, site: site, interval: command.interval)
        log = try SoakLog(path: "\(directory)/daemon.log")
        table = try FileDescriptor.open(
            "\(directory)/samples.tsv", O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
        try table.writeAll(Array(SoakSample.heading.utf8))
        daemon = try ChildProcess(
            command: [
                "\(programs)/feedwatchd", "--config", "\(directory)/feedwatchd.yaml",
                "--store", "\(directory)/store",
            ], environment: ["PATH=/usr/bin:/bin"], input: [])
    }

    /// Lets time pass; ends early when the daemon does, or when somebody wants it.
    func run() throws {
        try pass(until: Int64(command.minutes) * 60_000, isChanging: true)
        site.fallSilent()
        try pass(until: time + Self.settlePeriod, isChanging: false)
        try stop()
        site.stop()
    }

    private var time: Int64 { SystemClock.monotonicMilliseconds() - begin }

    private func pass(until end: Int64, isChanging: Bool) throws {
        var (nextSample, nextChange, nextLetGo) = (time, time + Self.changePeriod, time)
        while time < end, ending == nil {
            if time >= nextSample {
                try sample()
                nextSample += Self.samplePeriod
            }
            if time >= nextLetGo {
                site.letGo()
                nextLetGo += Self.letGoPeriod
            }
            if isChanging, time >= nextChange {
                try change()
                nextChange += Self.changePeriod
            }
            let isInterrupted = try listen(until: min(nextSample, nextChange, nextLetGo, end))
            if isInterrupted { return }
        }
    }

    /// Takes what the daemon has to say.
    ///
    /// - Returns: Whether somebody wants an end.
    private func listen(until deadline: Int64) throws -> Bool {
        let ready = try daemon.wait(until: begin + deadline, or: interruption.wakeup)
        if ready.hasErrors { try log.take(daemon.readErrors()) }
        if ready.hasEnded { ending = daemon.end() }
        return ready.isWoken
    }

    private func sample() throws {
        guard let sample = SoakSample(of: daemon.processID, time: time) else { return }
        samples.append(sample)
        try table.writeAll(Array(sample.line.utf8))
    }

    private func change() throws {
        subscriptions.change()
        try subscriptions.write(
            to: command.directory, site: site, interval: command.interval)
        _ = kill(daemon.processID, SIGHUP)
    }

    private func stop() throws {
        guard ending == nil else { return }
        let asked = time
        _ = kill(daemon.processID, SIGTERM)
        while ending == nil, time < asked + 10_000 { _ = try listen(until: asked + 10_000) }
        stopTime = time - asked
        ending = daemon.end()
        while case let rest = daemon.readErrors(), !rest.isEmpty { try log.take(rest) }
    }

    /// What is to be said of it.
    func verdict() throws -> SoakVerdict {
        var verdict = SoakVerdict()
        verdict.note(
            "ran \(samples.last.map { $0.time / 60_000 } ?? 0) min with \(command.feeds) feeds"
                + " at a time, \(subscriptions.count) in all; \(site.account.requests) requests,"
                + " \(site.account.faults.values.reduce(0, +)) faulty answers of"
                + " \(site.account.faults.count) kinds")
        verdict.judge(
            "ended with \(ending.map { "\($0)" } ?? "nothing"), \(stopTime) ms after SIGTERM",
            ending == .exited(0) && stopTime < 5000)
        verdict.judge(samples)
        verdict.judge(log.complaints, counts: log.counts)
        verdict.judge(site.account.offered, stored: try storedEntries())
        for command in ["audit", "verify"] {
            let ending = try feedwatch(command)
            verdict.judge("feedwatch \(command): \(ending)", ending == .exited(0))
        }
        return verdict
    }

    /// How often each entry is in the store.
    private func storedEntries() throws -> [SoakEntry: Int] {
        var counts: [SoakEntry: Int] = [:]
        try StoreReader(directory: "\(command.directory)/store")
            .forEachStory(detail: .full) { story, _ in
                if let entry = SoakEntry(link: story.url.description) {
                    counts[entry, default: 0] += 1
                }
                return true
            }
        return counts
    }

    private func feedwatch(_ subcommand: String) throws -> ChildProcess.Ending {
        let child = try ChildProcess(
            command: [
                "\(programs)/feedwatch", "--store", "\(command.directory)/store", subcommand,
            ], environment: ["PATH=/usr/bin:/bin"], input: [])
        while try !child.wait(until: .max, or: interruption.wakeup).hasEnded {
            if child.readErrors().isEmpty { continue }
        }
        return child.end()
    }
}

@available(*, unavailable, message: "Its daemon is a child of one thread.")
extension Soak: Sendable {}
