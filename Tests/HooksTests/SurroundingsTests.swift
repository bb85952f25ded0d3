// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import Hooks

/// What a command finds around it.
@Suite struct SurroundingsTests {
    @Test func theEnvironmentIsTheDaemonsWithoutTheServiceManagers() throws {
        let run = try HookRunner(variables: [
            "PATH": "/usr/bin:/bin", "HOME": "/root", "LANG": "C", "NOTIFY_SOCKET": "/run/n",
            "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1", "CREDENTIALS_DIRECTORY": "/run/c",
            "JOURNAL_STREAM": "1:2", "LISTEN_FDS": "1",
        ])
        var hook = run.hook("env >$DIR/env")
        hook.environment["LANG"] = "C.UTF-8"
        run.configure(hook)
        let ids = try run.add(1)
        run.drain()
        let lines = run.lines("env").filter { !$0.hasPrefix("PWD=") && !$0.hasPrefix("_=") }
        #expect(
            lines.sorted() == [
                "DIR=\(run.directory)", "FEEDWATCH_STORY_ID=\(ids[0])", "HOME=/root",
                "LANG=C.UTF-8", "PATH=/usr/bin:/bin",
            ])
    }

    @Test func noDescriptorNoSignalNoTerminalIsInherited() throws {
        let run = try HookRunner()
        // Without close-on-exec: the command must not get it all the same.
        let leak = Glibc.open("/dev/null", O_RDONLY)
        defer { Glibc.close(leak) }
        run.configure(
            run.hook(named: "fds", "exec ls /proc/self/fd >$DIR/fds"),
            run.hook(named: "ids", "exec cut -d ' ' -f 1,5,6,7 /proc/self/stat >$DIR/ids"),
            run.hook(named: "output", "x=$(readlink /proc/$$/fd/1); echo $x >$DIR/output"),
            Hook(name: "cp", command: ["/bin/cp", "/proc/self/status", "\(run.directory)/status"]))
        try run.add(1)
        run.drain()
        // The last is the directory that `ls` reads.
        #expect(leak > 3)
        #expect(run.lines("fds") == ["0", "1", "2", "3"])
        let signals = run.lines("status").filter {
            $0.hasPrefix("SigBlk:") || $0.hasPrefix("SigIgn:")
        }
        #expect(
            signals.count == 2 && signals.allSatisfy { $0.hasSuffix("\t0000000000000000") },
            "\(signals)")
        let ids = run.text("ids").split(whereSeparator: \.isWhitespace)
        // Process, group, session, terminal.
        #expect(ids.count == 4 && ids[0] == ids[1] && ids[0] == ids[2] && ids[3] == "0")
        #expect(run.text("output") == "/dev/null\n")
    }

    @Test func storyTextIsInNoArgument() throws {
        let run = try HookRunner()
        run.configure(
            Hook(
                name: "mail",
                command: [
                    "/bin/sh", "-c", "printf '%s\\n' \"$@\" >\"$0\"", "\(run.directory)/out",
                    "$(id)", "%s; x",
                ]))
        try run.add(1)
        run.drain()
        #expect(run.lines("out") == ["$(id)", "%s; x"])
    }

    @Test func aCommandNeedNotReadItsInput() throws {
        let run = try HookRunner()
        run.configure(
            run.hook("exec <&-; yes | head -c 1000000; echo $FEEDWATCH_STORY_ID >>$DIR/out"))
        let ids = try run.add(2)
        run.drain()
        #expect(run.lines("out") == ids)
        #expect(run.log("hook-failed").isEmpty)
    }
}
