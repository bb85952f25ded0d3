// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The signals a service is steered by, taken one after another on a thread of the caller's
/// instead of in handlers, where hardly anything may be called (signal-safety(7)).
public struct SignalMonitor: Sendable {
    /// What a signal asks for.
    public enum Request: Sendable {
        /// SIGTERM or SIGINT: finish what is being written, and end. With the signal's name.
        case terminate(String)
        /// SIGHUP: read the configuration again.
        case reload
    }

    /// Blocks the signals for the calling thread and for every thread that it starts from here
    /// on, and makes writing to a closed pipe the error EPIPE, and beyond the limit of a file's
    /// size EFBIG, instead of the end of the process. To be called before any other
    /// thread is started.
    public init() throws(SystemError) {
        var signals = Self.watched
        let code = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard code == 0 else {
            throw SystemError(operation: "pthread_sigmask", path: "", errno: code)
        }
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
    }

    /// Waits for the next signal.
    public func next() throws(SystemError) -> Request {
        var signals = Self.watched
        var number: Int32 = 0
        let code = unsafe sigwait(&signals, &number)
        guard code == 0 else { throw SystemError(operation: "sigwait", path: "", errno: code) }
        switch number {
        case SIGHUP: return .reload
        case SIGINT: return .terminate("SIGINT")
        default: return .terminate("SIGTERM")
        }
    }

    private static var watched: sigset_t {
        var signals = sigset_t()
        // These fail only for numbers that are no signals (sigsetops(3)).
        _ = unsafe sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGHUP] { _ = unsafe sigaddset(&signals, number) }
        return signals
    }
}
