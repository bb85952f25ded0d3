// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// Whether somebody wants an end before the time.
final class Interruption: Sendable {
    let wakeup: Wakeup

    /// Starts to listen.
    init(_ signals: SignalMonitor) throws(SystemError) {
        wakeup = try Wakeup()
        // Never joined: it sleeps in sigwait until the process ends.
        _ = try DedicatedThread(name: "signals", stackSize: 64 << 10) {
            while let request = try? signals.next() {
                if case .terminate = request { self.wakeup.raise() }
            }
        }
    }
}
