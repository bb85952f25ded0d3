// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// Names one process for as long as the machine runs: its id, which is used again later, and when
/// it was started, in clock ticks since boot (proc(5), `starttime`).
public struct ProcessMark: Sendable, Equatable {
    /// The process id.
    public var processID: Int32
    /// Clock ticks since boot.
    public var startTicks: UInt64

    /// The mark of the process that has this id now; nil when none has.
    public init?(of processID: Int32) {
        guard
            let bytes = try? FileSystem.contents(of: "/proc/\(processID)/stat", limit: 1 << 14),
            // The second field is the program's name in parentheses and may hold anything.
            let close = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let ticks = UInt64(String(decoding: fields[19], as: UTF8.self))
        else { return nil }
        self.processID = processID
        startTicks = ticks
    }

    /// Reads what `text` gave; nil for anything else.
    public init?(text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let processID = Int32(parts[0]), processID > 1,
            let ticks = UInt64(parts[1])
        else { return nil }
        self.processID = processID
        startTicks = ticks
    }

    /// The mark as text.
    public var text: String { "\(processID) \(startTicks)" }

    /// Kills the process, and its group when it leads one, if it still is the one that was marked;
    /// waits for its end, at most a second.
    public func end() {
        let processID = processID
        // From here on the id is not used again.
        guard
            let raw = try? retry("pidfd_open", "", { feedwatch_open_process(processID) })
        else { return }
        let process = FileDescriptor(owning: raw, path: "process \(processID)")
        guard ProcessMark(of: processID) == self else { return }
        if getpgid(processID) == processID {
            _ = kill(-processID, SIGKILL)
        } else {
            _ = kill(processID, SIGKILL)
        }
        var requests = [pollfd(fd: process.rawValue, events: Int16(POLLIN), revents: 0)]
        try? poll(&requests, until: SystemClock.monotonicMilliseconds() + 1000)
    }
}
