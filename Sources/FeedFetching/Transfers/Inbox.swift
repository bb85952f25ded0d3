// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The only door into the transfer loop, for callers and for the threads that work for it.
final class Inbox: Sendable {
    /// What has come in since the loop last looked.
    struct Mail: Sendable {
        var requests: [FetchRequest] = []
        var lookups: [(host: String, answer: LookupAnswer)] = []
        var files: [FetchResult] = []
        var limits: FetchLimits?
        var cancels = false
        var stops = false
    }

    private struct State {
        var mail = Mail()
        var wakeup: Wakeup?
        /// Whether the loop has been woken since it last looked: once is enough.
        var isSignalled = false
    }

    /// Requests taken in and not yet delivered.
    let inFlight = Atomic(0)
    /// Those of them that wait for a name to be looked up.
    let waitingForNames = Atomic(0)
    private let state = Mutex(State())

    /// Lets mail in; `wakeup` is called under the lock until `close`.
    func open(_ wakeup: Wakeup) {
        state.withLock { $0.wakeup = wakeup }
    }

    /// Lets no more mail in, and forgets what nobody will read.
    func close() {
        state.withLock { $0 = State() }
    }

    func submit(_ requests: [FetchRequest]) {
        put { mail in
            mail.requests += requests
            inFlight.add(requests.count, ordering: .relaxed)
        }
    }

    /// Changes the mail and wakes the loop; nothing when the loop is over.
    func put(_ change: (inout Mail) -> Void) {
        state.withLock { state in
            guard let wakeup = state.wakeup else { return }
            change(&state.mail)
            if !state.isSignalled {
                state.isSignalled = true
                wakeup()
            }
        }
    }

    func takeAll() -> Mail {
        state.withLock { state in
            state.isSignalled = false
            let mail = state.mail
            state.mail = Mail()
            return mail
        }
    }
}
