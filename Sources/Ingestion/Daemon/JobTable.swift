// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The polls whose answers are awaited, by the token of their request. Two threads meet here: the
/// one that starts polls and the fetcher's.
final class JobTable: Sendable {
    /// Guards the jobs and the next token.
    private let state = Mutex(State())

    private struct State {
        var jobs: [UInt64: PollJob] = [:]
        var nextToken: UInt64 = 1
    }

    /// Adds jobs and gives their tokens, in the same order.
    func add(_ jobs: [PollJob]) -> [UInt64] {
        state.withLock { state in
            jobs.map { job in
                let token = state.nextToken
                state.nextToken += 1
                state.jobs[token] = job
                return token
            }
        }
    }

    /// How many answers are awaited.
    var count: Int { state.withLock { $0.jobs.count } }

    /// Takes the jobs of these tokens out; nil where there is none.
    func take(_ tokens: [UInt64]) -> [PollJob?] {
        state.withLock { state in tokens.map { state.jobs.removeValue(forKey: $0) } }
    }
}
