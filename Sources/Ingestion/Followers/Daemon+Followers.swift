// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import SystemCalls

extension Daemon {
    /// With `once`: lets hooks and topic feeds take what this round brought, unless somebody wants
    /// the daemon to end.
    func drainFollowers() {
        followers.drain()
        while followers.running > 0 {
            beat(at: Self.now())
            let deadline = SystemClock.monotonicMilliseconds() + Self.beatMilliseconds
            guard let messages = mailbox.take(until: deadline) else { return }
            if noteEnds(in: messages) { return }
        }
    }

    /// Waits until hooks and topic feeds have ended, who have been told to; not for those that hang
    /// in a system call.
    func awaitFollowers() {
        let deadline = SystemClock.monotonicMilliseconds() + Self.followersMilliseconds
        while followers.running > 0, SystemClock.monotonicMilliseconds() < deadline {
            guard let messages = mailbox.take(until: deadline) else { return }
            _ = noteEnds(in: messages)
        }
    }

    /// - Returns: Whether somebody wants the daemon to end.
    private func noteEnds(in messages: [Message]) -> Bool {
        var ends = false
        for message in messages {
            switch message {
            case .followerEnded: followers.noteEnd()
            case .request(.terminate): ends = true
            // Polls that end now come again at the next start.
            case .processed, .request(.reload): break
            }
        }
        return ends
    }

    /// A command has two seconds to end (`HookRun`), the daemon five.
    private static let followersMilliseconds: Int64 = 3500
}
