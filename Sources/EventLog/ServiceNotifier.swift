// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import SystemCalls

/// Tells the service manager how the daemon is (sd_notify(3)), without libsystemd: each message is
/// a datagram to `$NOTIFY_SOCKET`. Without such a socket every call does nothing.
///
/// Any thread may call. A message that cannot be sent is dropped: the manager then acts by its own
/// time limits.
public final class ServiceNotifier: Sendable {
    /// Guards the socket: one message after the other.
    private let socket: Mutex<DatagramSocket?>
    /// The time within which the manager wants to hear `watchdog()` again; nil when it does not.
    public let watchdogTimeout: Duration?

    /// A notifier.
    ///
    /// - Parameter socket: `$NOTIFY_SOCKET`: a path, or a name of the abstract namespace behind
    ///   `@`; nil outside systemd.
    public init(socket address: String?, watchdogTimeout: Duration? = nil) {
        var connection: DatagramSocket?
        // A socket that cannot be connected to is as good as none.
        if let address { connection = try? DatagramSocket(connectedTo: address) }
        socket = Mutex(connection)
        self.watchdogTimeout = watchdogTimeout
    }

    /// A notifier for what the service manager has put into the environment of the process
    /// `processID`: `$NOTIFY_SOCKET`, and `$WATCHDOG_USEC` unless `$WATCHDOG_PID` names another
    /// process (sd_watchdog_enabled(3)).
    public convenience init(environment: [String: String], processID: Int32) {
        let owner = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        self.init(
            socket: environment["NOTIFY_SOCKET"],
            watchdogTimeout: owner && microseconds > 0 ? .microseconds(microseconds) : nil)
    }

    /// The daemon is ready, also after a reload.
    public func ready(status: String) {
        send("READY=1\nSTATUS=\(status)")
    }

    /// One line for `systemctl status`.
    public func status(_ status: String) {
        send("STATUS=\(status)")
    }

    /// The configuration is being read again; `ready` ends it.
    ///
    /// - Parameter monotonicMicroseconds: CLOCK_MONOTONIC now. systemd 253 and later wants it in the
    ///   same message; 252 does not know it and does no harm.
    public func reloading(monotonicMicroseconds: UInt64) {
        send("RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)")
    }

    /// The daemon is about to end.
    public func stopping() {
        send("STOPPING=1\nSTATUS=Stopping")
    }

    /// The loop that does the work went round: to be called from it, every half `WatchdogSec=`.
    public func watchdog() {
        send("WATCHDOG=1")
    }

    /// Starting, reloading or stopping takes up to `duration` more, counted from now.
    ///
    /// - Parameter status: What takes so long, for `systemctl status`.
    public func extendTimeout(_ duration: Duration, status: String) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        send("EXTEND_TIMEOUT_USEC=\(microseconds)\nSTATUS=\(status)")
    }

    private func send(_ message: String) {
        socket.withLock { try? $0?.send(Array(message.utf8)) }
    }
}
