// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import Hooks

/// Which stories a hook gets, and in which order.
@Suite struct DeliveryTests {
    @Test func everyStoryInOrderOnStandardInput() throws {
        let run = try HookRunner()
        run.configure(run.hook("cat >>$DIR/out"))
        let ids = try run.add(5)
        run.drain()
        let lines = run.lines("out")
        let segment = run.lines("store/stories/2026/11/2026-11-21.jsonl")
        #expect(lines == segment)
        #expect(ids.count == 5 && zip(lines, ids).allSatisfy { $0.contains("{\"id\":\"\($1)\"") })
        #expect(run.text("out").last == "\n")
    }

    @Test func onlyStoriesOfItsTopic() throws {
        let run = try HookRunner()
        run.configure(run.hook(topic: "third", "echo $FEEDWATCH_STORY_ID >>$DIR/out"))
        let ids = try run.add(10)
        run.drain()
        #expect(run.lines("out") == [ids[0], ids[3], ids[6], ids[9]])
    }

    @Test func aNewHookBeginsWithThePresent() throws {
        let run = try HookRunner()
        try run.add(3)
        run.configure(run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out"))
        let ids = try run.add(2)
        run.drain()
        #expect(run.lines("out") == ids)
    }

    @Test func aHookGoesOnWhereItStopped() throws {
        let run = try HookRunner()
        let hook = run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out")
        run.configure(hook)
        var ids = try run.add(2)
        run.drain()
        ids += try run.add(3)
        run.configure(hook)
        run.drain()
        #expect(run.lines("out") == ids)
        // Nothing is left to do.
        run.configure(hook)
        run.drain()
        #expect(run.lines("out") == ids)
    }

    /// What is not announced may not be on stable storage, and may be taken back.
    @Test func onlyAnnouncedStories() throws {
        let run = try HookRunner()
        let hook = run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out")
        run.configure(hook)
        var ids = try run.add(2)
        try run.add(2, announced: false)
        run.drain()
        #expect(run.lines("out") == ids)
        ids += run.lines("store/stories/2026/11/2026-11-21.jsonl").suffix(2).map {
            String($0.dropFirst(7).prefix(16))
        }
        ids += try run.add(1)
        run.configure(hook)
        run.drain()
        #expect(run.lines("out") == ids)
    }

    @Test func aChangedHookGoesOnOnceItsCommandEnded() throws {
        let run = try HookRunner()
        run.makePipe("begun")
        run.makePipe("go")
        run.configure(
            run.hook("echo >$DIR/begun; read x <$DIR/go; echo old $FEEDWATCH_STORY_ID >>$DIR/out"))
        let ids = try run.add(2)
        run.announce()
        #expect(run.text("begun") == "\n")
        run.configure(run.hook("echo new $FEEDWATCH_STORY_ID >>$DIR/out"))
        try run.write("go", "on\n")
        run.drain()
        #expect(run.lines("out") == ["old \(ids[0])", "new \(ids[1])"])
    }

    @Test func hooksDoNotWaitForEachOther() throws {
        let run = try HookRunner()
        run.makePipe("go")
        run.configure(
            run.hook(named: "slow", "[ -e $DIR/gone ] || read x <$DIR/go; : >$DIR/gone"),
            run.hook(
                named: "quick",
                "echo $FEEDWATCH_STORY_ID >>$DIR/out; [ $(wc -l <$DIR/out) -lt 3 ] || echo >$DIR/go"
            ))
        let ids = try run.add(3)
        run.drain()
        #expect(run.lines("out") == ids)
    }

    @Test func aPositionThatNobodyCanReadIsLeftToAPerson() throws {
        let run = try HookRunner()
        try run.add(2)
        try FileManager.default.createDirectory(
            atPath: "\(run.store)/hooks", withIntermediateDirectories: true)
        try run.write("store/hooks/mail.position", "somewhere\n")
        run.configure(run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out"))
        try run.add(1)
        run.drain()
        #expect(run.lines("out").isEmpty)
        #expect(run.text("store/hooks/mail.position") == "somewhere\n")
        #expect(run.log("error damaged hooks/mail.position:1").count == 1)
    }

    @Test func filesAreTheGroupsToRead() throws {
        let run = try HookRunner()
        run.configure(run.hook("exit 1"))
        try run.add(1)
        run.drain()
        for (name, mode) in [
            ("hooks", 0o750), ("hooks/mail.position", 0o640), ("hooks/mail.dead.jsonl", 0o640),
        ] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(run.store)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
        }
    }
}
