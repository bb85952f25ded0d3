// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// A program that was started, with a session and process group of its own; for one thread.
///
/// Its standard input is a file with the given bytes, its standard output goes nowhere, its
/// standard error is read by `readErrors`. It inherits no other descriptor, no blocked or ignored
/// signal, no terminal. It is ended and reaped at the latest when this value goes away.
public final class ChildProcess {
    /// How a program ended.
    public enum Ending: Sendable, Equatable {
        /// It returned a status.
        case exited(Int32)
        /// A signal ended it.
        case killed(signal: Int32)
    }

    /// What `wait` was woken by; several may hold.
    public struct Readiness: Sendable, Equatable {
        /// There is something to read, or the end of it.
        public var hasErrors = false
        /// The program has ended; those that it started may run on.
        public var hasEnded = false
        /// The flag was raised; it was lowered again.
        public var isWoken = false
    }

    /// The process id, which is its process group's as well.
    public let processID: Int32
    private let exit: FileDescriptor
    private let errors: FileDescriptor
    private var errorsEnded = false
    private var ending: Ending?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - command: The program's path, and its arguments. `PATH` is not looked at.
    ///   - environment: All that its environment holds, `NAME=value` each.
    /// - Throws: What kept it from starting, on the program's path.
    public init(
        command: [String], environment: [String], input: [UInt8]
    ) throws(SystemError) {
        let program = command.first ?? ""
        let input = try FileDescriptor.inMemory(input, name: "standard input")
        let (reading, writing) = try Self.makePipe()
        errors = FileDescriptor(owning: reading, path: "standard error of \(program)")
        let output = try FileDescriptor(owning: writing, path: "pipe").raised()
        let process = try SpawnAttributes().start(
            command, environment, input: input.rawValue, errors: output.rawValue)
        processID = process
        do {
            let raw = try retry("pidfd_open", program) { feedwatch_open_process(process) }
            exit = FileDescriptor(owning: raw, path: program)
        } catch {
            // Nobody could wait for it.
            _ = Self.endGroup(process)
            throw error
        }
    }

    deinit {
        if ending == nil { _ = Self.endGroup(processID) }
    }

    /// Waits until the program wrote to standard error or ended, the flag is raised, or the
    /// deadline has come, by `SystemClock.monotonicMilliseconds`.
    public func wait(
        until deadline: Int64, or wakeup: borrowing Wakeup
    ) throws(SystemError) -> Readiness {
        var requests = [
            pollfd(fd: exit.rawValue, events: Int16(POLLIN), revents: 0),
            // poll(2) passes over negative numbers.
            pollfd(fd: errorsEnded ? -1 : errors.rawValue, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeup.descriptor.rawValue, events: Int16(POLLIN), revents: 0),
        ]
        try poll(&requests, until: deadline)
        if requests[2].revents != 0 { wakeup.lower() }
        return Readiness(
            hasErrors: requests[1].revents != 0, hasEnded: requests[0].revents != 0,
            isWoken: requests[2].revents != 0)
    }

    /// What the program and those that it started wrote to standard error since the last call, at
    /// most 16 KiB; empty when there is nothing (more) at the moment.
    public func readErrors() -> [UInt8] {
        guard !errorsEnded else { return [] }
        do {
            let bytes = try errors.read(upTo: 16_384)
            errorsEnded = bytes.isEmpty
            return bytes
        } catch {
            errorsEnded = error.errno != EAGAIN
            return []
        }
    }

    /// Ends the program, if it still runs, and whatever is left of its process group, and says how
    /// it ended.
    public func end() -> Ending {
        if let ending { return ending }
        let ending = Self.endGroup(processID)
        self.ending = ending
        return ending
    }

    /// The group is killed before its leader is reaped: until then nobody else can have its number.
    private static func endGroup(_ process: Int32) -> Ending {
        // Fails only when nobody is left.
        _ = kill(-process, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            // Anything but EINTR would mean that it is no child of ours.
            if errno != EINTR { return .killed(signal: SIGKILL) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    }

    private static func makePipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        _ = try retry("pipe", "") { unsafe feedwatch_pipe(&ends) }
        return (ends[0], ends[1])
    }
}

@available(*, unavailable, message: "A child is used on one thread.")
extension ChildProcess: Sendable {}
