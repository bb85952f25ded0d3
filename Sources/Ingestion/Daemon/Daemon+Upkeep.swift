// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import EventLog
internal import FeedModel
internal import Polling
internal import Settings
internal import StoryStore
internal import SystemCalls

/// Compression and retention: `compress_after`, `delete_after`.
extension Daemon {
    /// Compares the clocks, and has old segments seen to once an hour while they can be trusted.
    func keepUp(at now: Moment) {
        let elapsed = SystemClock.sinceBootMilliseconds()
        if let step = clockSteps.note(wall: now.wall, elapsed: elapsed) {
            log.write(.clockStepped(by: step), at: now.wall)
        }
        guard now.monotonic >= nextUpkeep, !isKeepingUp, clockSteps.mayMaintain(elapsed: elapsed)
        else { return }
        nextUpkeep = now.monotonic + Self.upkeepMilliseconds
        let settings = configuration.settings.store
        let order = StoreUpkeep.Order(
            compressBefore: settings.compressAfter.map { now.wall.dayBefore($0) },
            removeBefore: settings.deleteAfter.map { now.wall.dayBefore($0) })
        if let day = order.removeBefore {
            // Before the first is removed: from now on its text cannot be counted on.
            index.removedBefore = max(index.removedBefore, day.start)
        }
        isKeepingUp = true
        upkeep.carryOut(order)
    }

    /// Takes note of what the upkeep did; nil when it is done.
    func note(_ change: StoreMaintenance.Change?, at now: Instant) {
        switch change {
        case nil: isKeepingUp = false
        case .compressed(let file, let before, let after):
            log.write(.compressed(file: file, bytes: before, compressedBytes: after), at: now)
        case .removed(let file): log.write(.deleted(file: file), at: now)
        case .failed(let error):
            let cause =
                error.system ?? SystemError(operation: error.description, path: "", errno: 0)
            log.write(.storeFailed(cause), at: now)
        }
    }

    /// Waits for what is under way: nobody may be there later to go on with it.
    func finishUpkeep() {
        upkeep.finish()
        mailbox.close()
        for message in mailbox.take() ?? [] {
            if case .upkeep(let change) = message { note(change, at: Self.now().wall) }
        }
    }

    /// An hour: nothing of it is urgent.
    private static let upkeepMilliseconds: Int64 = 3_600_000
}

extension Instant {
    /// The UTC day of the moment `age` before this one, which is not over: segments of the days
    /// before it are older than `age` to their last line, and none of them is today's.
    fileprivate func dayBefore(_ age: Duration) -> CivilDay { min((self - age).day, day) }
}
