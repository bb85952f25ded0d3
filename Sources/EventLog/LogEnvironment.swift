// SPDX-License-Identifier: Apache-2.0

/// What surrounds the process that writes events, as the program found it at its start.
public struct LogEnvironment: Sendable {
    /// `$JOURNAL_STREAM`: device and inode of the journal's stream, set by systemd.
    public var journalStream: String?
    /// The journal's socket; another one in tests.
    public var journalSocket: String

    /// An environment.
    public init(
        journalStream: String?, journalSocket: String = "/run/systemd/journal/socket"
    ) {
        self.journalStream = journalStream
        self.journalSocket = journalSocket
    }

    /// Whether the file of `device` and `inode` is the journal's stream. `$JOURNAL_STREAM` alone
    /// says nothing: a shell started from a service inherits it (systemd.exec(5)).
    func isJournal(device: UInt64, inode: UInt64) -> Bool {
        journalStream == "\(device):\(inode)"
    }
}
