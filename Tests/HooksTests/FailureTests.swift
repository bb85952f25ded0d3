// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import SystemCalls
import Testing

@testable import Hooks

/// Commands that fail, hang, crash, are missing, or talk too much.
@Suite struct FailureTests {
    @Test func aFailureIsTriedAgainBeforeTheNextStory() throws {
        let run = try HookRunner()
        run.configure(
            run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out; [ $(wc -l <$DIR/out) -gt 3 ]"))
        let ids = try run.add(2)
        run.drain()
        #expect(run.lines("out") == [ids[0], ids[0], ids[0], ids[0], ids[1]])
        let failures = run.log("warning hook-failed")
        #expect(failures.count == 3)
        #expect(failures[1].contains("hook=mail id=\(ids[0]) attempt=2 next_attempt="))
        #expect(failures[1].hasSuffix(": exit status 1"))
        #expect(run.log("info hook-recovered hook=mail failures=3").count == 1)
    }

    @Test func aStoryThatIsNeverTakenGoesToTheDeadLetters() throws {
        let run = try HookRunner()
        run.configure(
            run.hook("echo $FEEDWATCH_STORY_ID >>$DIR/out; ! grep -q 'Story 1,'"))
        let ids = try run.add(3)
        run.drain()
        let poisoned = [String](repeating: ids[1], count: RetryRule.attemptsMax)
        #expect(run.lines("out") == [ids[0]] + poisoned + [ids[2]])
        let stored = run.lines("store/stories/2026/11/2026-11-21.jsonl")
        #expect(run.lines("store/hooks/mail.dead.jsonl") == [stored[1]])
        #expect(run.log("error hook-dead-letter hook=mail id=\(ids[1]): exit status 1").count == 1)
    }

    @Test func halfADeadLetterOfACrashIsReplaced() throws {
        let run = try HookRunner()
        run.configure(run.hook("exit 1"))
        try run.write("store/hooks/mail.dead.jsonl", "{\"id\":1}\n{\"id\":")
        try run.add(1)
        run.drain()
        let stored = run.lines("store/stories/2026/11/2026-11-21.jsonl")
        #expect(run.lines("store/hooks/mail.dead.jsonl") == ["{\"id\":1}"] + stored)
    }

    @Test func aHookThatHangsIsKilledWithAllThatItStarted() throws {
        let run = try HookRunner()
        run.configure(
            run.hook(
                timeout: .milliseconds(300),
                "[ -e $DIR/children ] && exit 0; sleep 1000 & echo $! $$ >$DIR/new; "
                    + "mv $DIR/new $DIR/children; wait"))
        let ids = try run.add(1)
        run.drain()
        let children = run.text("children").split(whereSeparator: \.isWhitespace).compactMap {
            Int32($0)
        }
        #expect(children.count == 2)
        for child in children { #expect(!HookRunner.runs(child)) }
        #expect(
            run.log("attempt=1").first?.hasSuffix(": not done within 300 ms; killed") == true)
        #expect(run.log("hook-recovered").count == 1 && ids.count == 1)
    }

    /// What runs on behind a command that has ended would pile up, story after story.
    @Test func nothingIsLeftBehind() throws {
        let run = try HookRunner()
        run.configure(run.hook("sleep 1000 & echo $! >>$DIR/children"))
        try run.add(2)
        run.drain()
        let children = run.lines("children").compactMap { Int32($0) }
        #expect(children.count == 2)
        for child in children { #expect(!HookRunner.runs(child)) }
        #expect(run.log("hook-failed").isEmpty)
    }

    @Test func aCrashIsNamed() throws {
        let run = try HookRunner()
        run.configure(run.hook("[ -e $DIR/again ] || { : >$DIR/again; kill -SEGV $$; }"))
        try run.add(1)
        run.drain()
        #expect(run.log("hook-failed").first?.hasSuffix(": ended by signal 11") == true)
        #expect(run.log("hook-recovered").count == 1)
    }

    @Test func whatCannotBeStartedIsNamed() throws {
        let run = try HookRunner()
        try run.write("plain", "#!/bin/sh\n")
        run.configure(
            Hook(name: "missing", command: ["/nonexistent/on-story"]),
            Hook(name: "plain", command: ["\(run.directory)/plain"]))
        try run.add(1)
        run.drain()
        #expect(
            run.log("hook=missing").first?.hasSuffix(
                "on-story: posix_spawn: No such file or directory")
                == true)
        #expect(run.log("hook=plain").first?.hasSuffix("Permission denied") == true)
        #expect(run.lines("store/hooks/missing.dead.jsonl").count == 1)
    }

    @Test func standardErrorGoesCleanedAndCappedToTheLog() throws {
        let run = try HookRunner()
        run.configure(
            run.hook(
                "printf 'red \\033[31m\\nhalf' >&2; yes >&2 | head -c 1000000 & head -c 300000 /dev/zero | tr '\\0' y >&2"
            ))
        let ids = try run.add(1)
        run.drain()
        let lines = run.log("hook-output")
        #expect(lines.count <= HookOutput.linesMax + 1)
        #expect(lines.first?.contains("info hook-output hook=mail id=\(ids[0]): red") == true)
        #expect(!run.text("log").contains("\u{1B}"))
        #expect(lines.last?.contains("bytes more") == true)
    }

    @Test func stoppingLeavesTheStoryToTheNextStart() throws {
        let run = try HookRunner()
        run.makePipe("begun")
        let hook = run.hook(
            "echo $FEEDWATCH_STORY_ID >>$DIR/out; "
                + "[ -e $DIR/gone ] || { echo >$DIR/begun; exec sleep 1000; }")
        run.configure(hook)
        let ids = try run.add(2)
        run.announce()
        #expect(run.text("begun") == "\n")
        run.stop()
        try run.write("gone", "")
        run.configure(hook)
        run.drain()
        #expect(run.lines("out") == [ids[0]] + ids)
        #expect(run.log("hook-failed").isEmpty)
    }

    /// Two commands for one story would not be in order.
    @Test func aCommandThatOutlivedItsDaemonIsEnded() throws {
        let run = try HookRunner()
        let hook = run.hook("exit 0")
        run.configure(hook)
        run.drain()
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/bin/sleep")
        other.arguments = ["1000"]
        try other.run()
        let mark = try #require(ProcessMark(of: other.processIdentifier))
        try run.write("store/hooks/mail.running", "\(mark.text)\n")
        run.configure(hook)
        run.drain()
        other.waitUntilExit()
        #expect(other.terminationReason == .uncaughtSignal)
        #expect(!FileManager.default.fileExists(atPath: "\(run.store)/hooks/mail.running"))
    }

    @Test func anotherProcessOfThatNumberIsLeftAlone() throws {
        var mark = try #require(ProcessMark(of: getpid()))
        mark.startTicks += 1
        mark.end()
        #expect(ProcessMark(text: mark.text) == mark)
        #expect(ProcessMark(text: "1 7") == nil && ProcessMark(text: "x") == nil)
    }
}
