// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

// `file` is a path relative to the store's directory, everywhere here.

extension LogEvent {
    /// An unfinished batch was cut off behind byte `offset` and set aside.
    public static func recovered(
        file: String, offset: Int64, bytes: Int64, setAside: String
    ) -> LogEvent {
        LogEvent(
            .recovered,
            [
                LogField("file", file), LogField("offset", offset), LogField("bytes", bytes),
                LogField("set_aside", setAside),
            ])
    }

    /// `damaged FILE:LINE: what`: a line of the store is not what was written.
    public static func damaged(file: String, line: Int, what: String) -> LogEvent {
        LogEvent(
            .damaged,
            [LogField("place", "\(file):\(line)", .subject), LogField("reason", what, .reason)])
    }

    /// Stories that were stored are gone, or cannot be read; feeds are asked for all they have.
    ///
    /// - Parameter count: How many.
    public static func storiesMissing(_ count: Int) -> LogEvent {
        LogEvent(.storiesMissing, [LogField("stories", count)])
    }

    /// The store cannot be read or written.
    public static func storeFailed(_ error: SystemError) -> LogEvent {
        LogEvent(.storeFailed, LogField.system(error))
    }

    /// What can be re-fetched was unreadable and begins anew.
    public static func stateReset(file: String, reason: String) -> LogEvent {
        LogEvent(.stateReset, [LogField("file", file), LogField("reason", reason, .reason)])
    }

    /// What can be re-fetched cannot be saved now; it is tried again.
    ///
    /// - Parameter reason: What the database said.
    public static func stateFailed(_ reason: String) -> LogEvent {
        LogEvent(.stateFailed, [LogField("reason", reason, .reason)])
    }

    /// A segment was compressed.
    ///
    /// - Parameters:
    ///   - bytes: Its length before.
    ///   - compressedBytes: Its length now.
    public static func compressed(
        file: String, bytes: Int64, compressedBytes: Int64
    ) -> LogEvent {
        LogEvent(
            .compressed,
            [
                LogField("file", file), LogField("bytes", bytes),
                LogField("compressed_bytes", compressedBytes),
            ])
    }

    /// A segment was deleted, as `delete_after` says.
    public static func deleted(file: String) -> LogEvent {
        LogEvent(.deleted, [LogField("file", file)])
    }

    /// Stories that a crash left unannounced were announced.
    public static func caughtUp(stories: Int) -> LogEvent {
        LogEvent(.caughtUp, [LogField("stories", stories)])
    }
}

extension LogField {
    /// What failed on which path, ending in strerror's words; the number in the journal's `ERRNO`.
    static func system(_ error: SystemError) -> [LogField] {
        var fields = [LogField("operation", error.operation)]
        if !error.path.isEmpty { fields.append(LogField("path", error.path)) }
        fields.append(
            LogField("errno", .integer(Int64(error.errno)), .hidden, journalName: "ERRNO"))
        return fields + [LogField("reason", error.reason, .reason)]
    }
}
