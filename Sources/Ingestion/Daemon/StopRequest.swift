// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Whether a signal has asked the daemon to end: for what takes long before the loop reads its
/// mailbox.
final class StopRequest: Sendable {
    /// Guards the name of the signal.
    private let cause = Mutex<String?>(nil)

    /// The signal that asked.
    var signal: String? { cause.withLock { $0 } }

    /// Notes a signal.
    func note(_ signal: String) {
        cause.withLock { $0 = signal }
    }

    /// Throws when a signal has asked.
    func check() throws(DaemonError) {
        guard let signal else { return }
        throw DaemonError(exitStatus: 0, "\(signal) before it was ready")
    }
}
