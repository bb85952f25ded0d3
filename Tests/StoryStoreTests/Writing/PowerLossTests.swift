// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import StoryStore

/// The power is cut before every change that the writer makes, and the disk keeps of what was not
/// synced as little, as much or as odd a part as it likes.
@Suite struct PowerLossTests {
    @Test(arguments: StableStorage.Unsynced.allCases, [true, false])
    func acknowledgedStoriesSurvive(unsynced: StableStorage.Unsynced, keepsState: Bool) throws {
        let plan = FaultPlan()
        var whole = Pipeline(store: TemporaryStore())
        _ = whole.run(gate: plan.gate)
        for index in 0..<plan.count {
            let original = TemporaryStore()
            let disk = StableStorage(original, cutAt: index)
            var before = Pipeline(store: original)
            _ = before.run(gate: disk.gate, isGone: { disk.isGone })
            let survivor = try disk.afterPowerCut(unsynced)
            let context = "power cut at \(index), \(plan.operations[index]), \(unsynced)"
            let stored = (try? survivor.storyIDs()) ?? []
            #expect(before.acknowledged.isSubset(of: stored), "\(context)")
            #expect(Set(survivor.announcedIDs()).isSubset(of: stored), "\(context)")
            var after = Pipeline(
                store: survivor, keepsState: keepsState, position: before.position)
            let isMended = after.run()
            #expect(isMended, "\(context)")
            try after.check(context)
        }
    }
}
