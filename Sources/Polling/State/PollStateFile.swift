// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// The SQLite file that poll state lives in: what can be fetched or learnt again.
///
/// Its calls may come from any thread and wait for each other.
public final class PollStateFile: Sendable {
    /// Opens the file for writing, making it where it is missing. A file that cannot be read is
    /// renamed to `PATH.unreadable` and begun anew.
    ///
    /// - Returns: The file, and why the old one was set aside, if it was.
    public static func open(
        _ path: String
    ) throws(PollStateError) -> (file: PollStateFile, setAside: PollStateError?) {
        (PollStateFile(), nil)
    }

    /// Opens the file for reading beside a daemon that writes it, or without one; also for a user
    /// who may only read.
    public static func openForReading(_ path: String) throws(PollStateError) -> PollStateFile {
        PollStateFile()
    }

    init() {}

    /// Everything that `Schedule` starts from.
    public func load() throws(PollStateError) -> PollMemory { PollMemory() }

    /// What the file has of the feeds with these keys.
    public func load(keys: [String]) throws(PollStateError) -> PollMemory { PollMemory() }

    /// Saves in one transaction: all of it or nothing.
    ///
    /// - Parameter values: Small values of the caller's that belong to the same moment.
    public func save(
        _ batch: PollStateBatch, values: [String: String] = [:]
    ) throws(PollStateError) {}

    /// A small value saved by `save`.
    public func value(_ name: String) throws(PollStateError) -> String? { nil }

    /// Every feed that was ever asked, in the order of keys.
    public func statuses(at now: Instant) throws(PollStateError) -> [FeedStatus] { [] }

    /// The books of each day.
    public func days() throws(PollStateError) -> [CivilDay: Books] { [:] }
}

/// An operation on the state file that failed.
public struct PollStateError: Error, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What was tried.
    public var operation: String
    /// SQLite's extended result code.
    public var code: Int32
    /// SQLite's words.
    public var message: String

    /// `PATH: OPERATION: words`.
    public var description: String { "\(path): \(operation): \(message)" }
}
