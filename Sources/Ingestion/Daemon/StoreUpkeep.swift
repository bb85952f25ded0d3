// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import StorySearch
internal import StoryStore
internal import Synchronization
internal import SystemCalls

/// Compresses and removes old segments, and makes the filters by which compressed ones are
/// searched, on a thread of its own, so that a gigabyte of them keeps no poll waiting. Every step
/// is safe in a crash: whoever ends the process need not wait for it.
final class StoreUpkeep: Sendable {
    /// What is to be done: segments of the days before these.
    struct Order: Sendable {
        var compressBefore: CivilDay?
        var removeBefore: CivilDay?
    }

    private let orders = Mailbox<Order>(capacity: 1)
    private let isStopped = Atomic(false)
    private let thread = Mutex<DedicatedThread?>(nil)

    /// - Parameter report: Called on that thread with each change, and with nil when an order is
    ///   done.
    init(
        directory: String, report: @escaping @Sendable (StoreMaintenance.Change?) -> Void
    ) throws(SystemError) {
        let started = try DedicatedThread(name: "upkeep") { [self] in
            while let order = orders.take(upTo: 1)?.first {
                carryOut(order, in: directory) { change in
                    report(change)
                    return !isStopped.load(ordering: .relaxed)
                }
                report(nil)
            }
        }
        thread.withLock { $0 = started }
    }

    /// Has `order` carried out after those before it.
    func carryOut(_ order: Order) { orders.post(contentsOf: [order]) }

    /// Waits until everything is carried out.
    func finish() {
        orders.close()
        thread.withLock { $0 }?.join()
    }

    /// Ends after the segment that is under way; nobody waits for that.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        orders.close()
    }

    private func carryOut(
        _ order: Order, in directory: String, _ report: (StoreMaintenance.Change) -> Bool
    ) {
        do {
            let maintenance = try StoreMaintenance(directory: directory)
            // What goes anyway is not compressed first.
            if let day = order.removeBefore { try maintenance.remove(before: day, report) }
            if let day = order.compressBefore, !isStopped.load(ordering: .relaxed) {
                try maintenance.compress(before: day, report)
            }
            guard !isStopped.load(ordering: .relaxed) else { return }
            try TermFilterMaintenance(StoreReader(directory: directory)).update { _ in
                !isStopped.load(ordering: .relaxed)
            }
        } catch {
            _ = report(.failed(error))
        }
    }
}
