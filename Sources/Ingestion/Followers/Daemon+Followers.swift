// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import Polling
internal import SystemCalls

extension Daemon {
    /// With `once`: lets hooks and topic feeds take what this round brought, unless somebody wants
    /// the daemon to end.
    ///
    /// - Returns: The name of the signal that says to stop, if there was one.
    func drainFollowers() -> String? {
        followers.drain()
        while followers.running > 0 {
            beat(at: Self.now())
            let deadline = SystemClock.monotonicMilliseconds() + beatMilliseconds
            guard let messages = mailbox.take(until: deadline) else { return nil }
            if let signal = noteEnds(in: messages) { return signal }
        }
        return nil
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

    /// - Returns: The name of the signal that says to stop, if there was one.
    private func noteEnds(in messages: [Message]) -> String? {
        var stop: String?
        for message in messages {
            switch message {
            case .followerEnded: followers.noteEnd()
            case .request(.terminate(let signal)): stop = signal
            // Polls that end now come again at the next start.
            case .upkeep(let change): note(change, at: Self.now().wall)
            case .processed, .room, .request(.reload): break
            }
        }
        return stop
    }

    /// A command has two seconds to end (`HookRun`), the daemon five.
    private static let followersMilliseconds: Int64 = 3500
}
