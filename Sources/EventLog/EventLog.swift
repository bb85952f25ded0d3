// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Synchronization
public import SystemCalls

/// Where events are written: text or JSON lines on a descriptor, or entries of the journal.
///
/// Any thread may write at any time. An event is one `write(2)` or one datagram, so lines of two
/// threads never mix. What cannot be written is lost without harm to the program, which must
/// ignore SIGPIPE.
public final class EventLog: Sendable {
    private let identifier: String
    private let journalSocket: String
    /// Whether lines go to the journal's stream, which reads `<N>` in front of them.
    public let isJournalStream: Bool
    /// Guards the outputs, and what a reload may change.
    private let state: Mutex<State>

    /// A log.
    ///
    /// - Parameters:
    ///   - output: Where lines go, usually a duplicate of standard error.
    ///   - identifier: The program's name in the journal.
    public init(
        level: LogLevel, format: LogFormat, output: consuming FileDescriptor, identifier: String,
        environment: LogEnvironment
    ) {
        self.identifier = identifier
        journalSocket = environment.journalSocket
        // Without a status (a closed descriptor) nothing can be the journal's stream.
        let status = try? output.status()
        isJournalStream =
            status.map { environment.isJournal(device: $0.device, inode: $0.inode) } ?? false
        state = Mutex(State(output: output, level: level, format: format))
    }

    /// Whether events of `level` are written: asks before making a costly one.
    public func records(_ level: LogLevel) -> Bool {
        state.withLock { level >= $0.level }
    }

    /// Takes another level and format from the next event on.
    public func configure(level: LogLevel, format: LogFormat) {
        state.withLock {
            $0.level = level
            $0.format = format
        }
    }

    /// Writes `event`, if its level is to be written.
    ///
    /// - Parameter now: The wall clock.
    public func write(_ event: LogEvent, at now: Instant) {
        state.withLock { state in
            guard event.kind.level >= state.level else { return }
            if state.format == .journal || state.format == .auto && isJournalStream {
                let datagram = JournalFormat.datagram(event, identifier: identifier)
                if state.journal.send(datagram, to: journalSocket) { return }
            }
            let line = self.line(event, as: state.format, at: now)
            // There is nowhere left to say that the log cannot be written.
            try? state.output.writeAll(
                state.footer.isEmpty ? line : Self.erase + line + state.footer)
        }
    }

    /// Keeps `text` as the last line of a terminal, below the events; no text takes it away.
    ///
    /// - Parameter text: What fits on a line of the terminal. Only for an output that is one.
    public func showFooter(_ text: String) {
        state.withLock { state in
            let footer = Array(text.utf8)
            guard footer != state.footer else { return }
            state.footer = footer
            try? state.output.writeAll(Self.erase + footer)
        }
    }

    /// Back to the beginning of the line, which is erased (ECMA-48 section 8.3.41).
    private static let erase = Array("\r\u{1B}[K".utf8)

    private func line(_ event: LogEvent, as format: LogFormat, at now: Instant) -> [UInt8] {
        if format == .json { return JSONFormat.object(event, at: now) + [0x0A] }
        let message = TextFormat.message(event)
        let level = event.kind.level
        if isJournalStream { return Array("<\(level.priority)>\(message)\n".utf8) }
        return Array("\(now.rfc3339(fraction: true)) \(level) \(message)\n".utf8)
    }

    private struct State: ~Copyable {
        let output: FileDescriptor
        var level: LogLevel
        var format: LogFormat
        /// What stands on the terminal's last line.
        var footer: [UInt8] = []
        var journal = JournalConnection()
    }
}
