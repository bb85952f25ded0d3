// SPDX-License-Identifier: Apache-2.0

import Polling
import SystemCalls

extension PollStateFile {
    /// The poll state of the store in `directory`; nil, and told, when there is none: before the
    /// first poll, and after `state/` was deleted.
    static func opened(in directory: String, _ context: Context) throws -> PollStateFile? {
        let path = "\(directory)/state/polls.sqlite"
        do throws(SystemError) {
            guard try FileSystem.status(of: path) != nil else {
                context.note("no feed has been polled yet")
                return nil
            }
        } catch {
            throw CommandFailure(error, advice: StoreOptions.advice(for: error.errno))
        }
        return try reading { () throws(PollStateError) in try openForReading(path) }
    }

    /// Calls `body`, which reads poll state.
    static func reading<Result>(
        _ body: () throws(PollStateError) -> Result
    ) throws(CommandFailure) -> Result {
        do {
            return try body()
        } catch {
            throw CommandFailure(
                .inputOutput, "\(error)",
                advice: "poll state may be deleted while feedwatchd is stopped: it is fetched again"
            )
        }
    }
}
