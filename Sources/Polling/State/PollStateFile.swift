// SPDX-License-Identifier: Apache-2.0

public import FeedModel
import Glibc
import Synchronization
import SystemCalls

/// The SQLite file that poll state lives in: what can be fetched or learnt again.
///
/// Written in WAL mode with `synchronous=NORMAL`: a killed process loses nothing that `save` has
/// returned for; a power loss may take back the latest saves, whole and in order, which only makes
/// the daemon ask again. Its calls may come from any thread and wait for each other.
public final class PollStateFile: Sendable {
    /// What opening for writing gives.
    public struct Opened: Sendable {
        /// The file.
        public let file: PollStateFile
        /// Everything that `Schedule` starts from.
        public let memory: PollMemory
        /// Why an older file was set aside as `PATH.unreadable`; nil if none was.
        public let setAside: PollStateError?
    }

    private let connection: Mutex<PollStateConnection>

    private init(_ connection: consuming sending PollStateConnection) {
        self.connection = Mutex(connection)
    }

    /// Opens the file for writing, making it where it is missing. A file that cannot be read is
    /// set aside and begun anew.
    public static func open(_ path: String) throws(PollStateError) -> Opened {
        do {
            return try openIntact(path, setAside: nil)
        } catch  where error.isDamage {
            let reason = error
            do throws(SystemError) {
                try FileSystem.rename(path, to: "\(path).unreadable")
                for suffix in ["-wal", "-shm"]
                where try FileSystem.status(of: path + suffix) != nil {
                    try FileSystem.remove(path + suffix)
                }
            } catch {
                throw PollStateError(error)
            }
            return try openIntact(path, setAside: reason)
        }
    }

    private static func openIntact(
        _ path: String, setAside: PollStateError?
    ) throws(PollStateError) -> Opened {
        try makeFile(path)
        let connection = try PollStateConnection(writing: path)
        let memory = try connection.load()
        return Opened(file: PollStateFile(connection), memory: memory, setAside: setAside)
    }

    /// Group-readable from the start, whatever the umask: SQLite gives the files beside it the same
    /// permissions.
    private static func makeFile(_ path: String) throws(PollStateError) {
        do throws(SystemError) {
            let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
            let file = try FileDescriptor.open(path, flags, mode: 0o640)
            let status = try file.status()
            guard status.isRegularFile else {
                throw SystemError(operation: "open", path: path, errno: EINVAL)
            }
            if status.size == 0 { try file.setPermissions(0o640) }
        } catch {
            throw PollStateError(error)
        }
    }

    /// Opens the file for reading beside a daemon that writes it, or without one; also for a user
    /// who may only read.
    public static func openForReading(_ path: String) throws(PollStateError) -> PollStateFile {
        PollStateFile(try PollStateConnection(reading: path))
    }

    /// What the file has of the feeds with these keys.
    public func load(keys: [String]) throws(PollStateError) -> PollMemory {
        try connection.withLock { (connection) throws(PollStateError) in
            try connection.load(keys: keys)
        }
    }

    /// Saves in one transaction: all of it or nothing.
    ///
    /// - Parameter values: Small values of the caller's that belong to the same moment.
    public func save(
        _ batch: PollStateBatch, values: [String: String] = [:]
    ) throws(PollStateError) {
        try connection.withLock { (connection) throws(PollStateError) in
            try connection.save(batch, values: values)
        }
    }

    /// A small value saved by `save`.
    public func value(_ name: String) throws(PollStateError) -> String? {
        try connection.withLock { (connection) throws(PollStateError) in
            try connection.value(name)
        }
    }

    /// Every feed of the configuration that is not switched off, in the order of keys.
    public func statuses(at now: Instant) throws(PollStateError) -> [FeedStatus] {
        try connection.withLock { (connection) throws(PollStateError) in
            try connection.statuses(at: now)
        }
    }

    /// The books, by day and by feed.
    public func ledger() throws(PollStateError) -> Ledger {
        try connection.withLock { (connection) throws(PollStateError) in
            try connection.ledger()
        }
    }
}
