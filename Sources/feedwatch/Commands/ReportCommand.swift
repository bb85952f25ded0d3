// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import Polling
import Reporting
import StoryStore
import SystemCalls

/// `feedwatch report`: what a period brought, as a page or in the terminal.
struct ReportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Makes a page of what was found: by day, source and language, who copied, …",
        discussion: """
            A self-contained HTML page with plots; with --text, and on a terminal without -o, a \
            summary for the terminal.

            EXAMPLES
              feedwatch report --since 30d -o report.html
              feedwatch report --since 7d --text
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp(
            "From this time on: 7d, 2026-11-21, today, RFC 3339 (default: 30d).",
            valueName: "time"))
    var since: TimeArgument?

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("Where the page is written, in one step.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var output: String?

    @Flag(help: "A summary in plain text.")
    var text = false

    /// How far before the period the stories of its copies are looked for: copies are recognised
    /// over a window of a month unless configured otherwise, those of the same address longer.
    private static let originalsDays = 400

    func validate() throws {
        if output?.isEmpty == true { throw ValidationError("--output names no file") }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        let begin = since?.instant(at: context.now) ?? context.now - .seconds(30 * 86_400)
        guard begin < context.now else {
            throw CommandFailure(.usage, "--since is not in the past")
        }
        let report = try self.report(scan, since: begin, until: context.now)
        if text || output == nil && context.terminal.isTerminal {
            var summary = ReportSummary(report, on: context.terminal)
            let lines = summary.lines()
            guard let output else {
                for line in lines { try context.output.writeLine(line) }
                return .success
            }
            try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: output)
        } else if let output {
            try write(ReportPage.document(report), to: output)
        } else {
            try context.output.write(ReportPage.document(report))
        }
        return .success
    }

    /// Replaces the file, with the permissions that the umask leaves a new one. What is no regular
    /// file, a device or a pipe, is written to.
    private func write(_ bytes: [UInt8], to path: String) throws {
        do throws(SystemError) {
            if let status = try FileSystem.status(of: path), !status.isRegularFile {
                try FileDescriptor.open(path, O_WRONLY).writeAll(bytes)
            } else {
                try FileSystem.replaceContents(of: path, with: bytes, mode: 0o666)
            }
        } catch {
            var failure = CommandFailure(error)
            if failure.status == .noInput { failure.status = .cannotCreate }
            throw failure
        }
    }

    // MARK: Counting

    private func report(_ scan: StoryScan, since: Instant, until: Instant) throws -> Report {
        var builder = ReportBuilder(since: since, until: until)
        do {
            let period = StoreSelection(since: since, until: until)
            try scan.reader.forEach(Sighting.self, in: period, damage: scan.tell) { sighting, _ in
                builder.add(sighting)
                return true
            }
            try scan.reader.forEachStory(in: period, damage: scan.tell) { story, _ in
                builder.add(story)
                return true
            }
            let earlier = StoreSelection(
                since: since - .seconds(Int64(Self.originalsDays) * 86_400), until: since,
                order: .newestFirst)
            if builder.unknownOriginals > 0 {
                try scan.reader.forEachStory(in: earlier, detail: .identity, damage: scan.tell) {
                    story, _ in
                    builder.addOriginal(story)
                    return builder.unknownOriginals > 0
                }
            }
        } catch {
            throw CommandFailure(error)
        }
        return builder.report(feeds: feeds(scan))
    }

    /// The feeds, where poll state can be read; a report without them is one all the same.
    private func feeds(_ scan: StoryScan) -> [Report.FeedRecord]? {
        let path = "\(scan.reader.directory)/state/polls.sqlite"
        do {
            guard try FileSystem.status(of: path) != nil else { return nil }
            let statuses = try PollStateFile.openForReading(path).statuses(at: scan.context.now)
            return statuses.map(Report.FeedRecord.init)
        } catch {
            scan.context.note("without the feeds: \(error)")
            return nil
        }
    }
}

extension Report.FeedRecord {
    /// A feed as `status` shows it.
    init(_ status: FeedStatus) {
        var result = status.result ?? ""
        if result == "failed:http", let code = status.httpStatus { result += " \(code)" }
        self.init(
            name: status.name.isEmpty ? status.configuredURL : status.name,
            url: status.configuredURL, state: status.state.rawValue,
            needsAttention: status.state.needsAttention, lastPoll: status.lastPoll, result: result)
    }
}
