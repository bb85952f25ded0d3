// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

/// Every change that the writer makes goes wrong once, in every way, with the daemon's state kept
/// and lost; then a new process has to make it good.
@Suite struct FaultTests {
    private static func changes() -> Int {
        let plan = FaultPlan()
        var pipeline = Pipeline(store: TemporaryStore())
        let ended = pipeline.run(gate: plan.gate)
        #expect(ended)
        return plan.count
    }

    @Test func theWholeRunsWithoutFaults() throws {
        var pipeline = Pipeline(store: TemporaryStore())
        let ended = pipeline.run()
        #expect(ended)
        try pipeline.check("no fault")
        #expect(Self.changes() > 60)
    }

    @Test(arguments: Fault.allCases, [true, false])
    func nothingIsLostAndNothingTwice(fault: Fault, keepsState: Bool) throws {
        for index in 0..<Self.changes() {
            let plan = FaultPlan(fault, at: index)
            var pipeline = Pipeline(store: TemporaryStore(), keepsState: keepsState)
            let ended = pipeline.run(gate: plan.gate, isGone: { plan.isGone })
            let context = "\(fault) at \(index), \(plan.operations[index])"
            // What was acknowledged is there whatever happened, before anything is mended.
            let stored = (try? pipeline.store.storyIDs()) ?? []
            #expect(pipeline.acknowledged.isSubset(of: stored), "\(context)")
            #expect(Set(stored).count == stored.count, "\(context)")
            // Nothing that is not stored is announced.
            #expect(Set(pipeline.store.announcedIDs()).isSubset(of: stored), "\(context)")
            if !ended {
                let isMended = pipeline.run()
                #expect(isMended, "\(context)")
            }
            try pipeline.check(context)
        }
    }

    /// A second kill while the first one's traces are being removed.
    @Test func recoveryMayBeKilledAtEveryStep() throws {
        for index in 0..<40 {
            var pipeline = Pipeline(store: TemporaryStore())
            let again = FaultPlan(.killWithin, at: Self.changes() - 8)
            _ = pipeline.run(gate: again.gate, isGone: { again.isGone })
            let plan = FaultPlan(.killWithin, at: index)
            if !pipeline.run(gate: plan.gate, isGone: { plan.isGone }) {
                let isMended = pipeline.run()
                #expect(isMended)
            }
            try pipeline.check("second kill at \(index)")
        }
    }

    @Test func aFailedSyncIsNeverBelieved() throws {
        let store = TemporaryStore()
        var writer = try StoryWriter.open(directory: store.path, announced: nil)
        try writer.store([sampleStory(1)])
        let size = store.bytes(segment).count
        _ = consume writer
        // The changes of an append to an open store, after those of opening it.
        let open = FaultPlan()
        writer = try StoryWriter.open(directory: store.path, announced: nil, gate: open.gate)
        try writer.store([sampleStory(2)])
        let index = try #require(open.operations.lastIndex(of: .syncFile(segment)))
        _ = consume writer
        let plan = FaultPlan(.inputOutput, at: index)
        writer = try StoryWriter.open(directory: store.path, announced: nil, gate: plan.gate)
        do {
            try writer.store([sampleStory(3)])
            Issue.record("believed")
        } catch {
            #expect(error.code == .notDurable)
            #expect(error.isFatal)
            #expect(error.exitStatus == 74)
        }
        // Cut back, and nothing more is written by this process.
        #expect(store.bytes(segment).count > size)
        #expect(try store.storyIDs() == [1, 2].map(sampleID))
        do {
            try writer.store([sampleStory(4)])
            Issue.record("went on")
        } catch {
            #expect(error.isFatal)
        }
        #expect(store.announcedIDs() == [1, 2].map(sampleID))
    }
}
