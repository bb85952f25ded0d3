// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import SystemCalls

/// One run of a hook's command for one story.
struct HookRun {
    let hook: Hook
    let story: StoryID
    let environment: HookEnvironment
    let control: FollowerControl

    /// How a run ended.
    enum Result {
        /// With status 0: the story is delivered.
        case delivered
        /// Why it is not, in words.
        case failed(String)
        /// The hook is to end, and the command did not end in time.
        case stopped
    }

    /// How long a command that runs when its hook is to end may go on.
    static let stoppingMilliseconds: Int64 = 2000

    /// Runs the command with the story's line, line feed included, as standard input.
    ///
    /// - Parameter noting: Called with the process once it runs.
    func run(_ line: [UInt8], noting: (ProcessMark) -> Void) -> Result {
        let child: ChildProcess
        do {
            child = try ChildProcess(
                command: hook.command, environment: environment.variables(of: hook, for: story),
                input: line)
        } catch {
            return .failed(error.description)
        }
        if let mark = ProcessMark(of: child.processID) { noting(mark) }
        var output = HookOutput()
        do {
            let expiry = try watch(child, &output)
            let ending = child.end()
            finish(child, &output)
            return result(of: ending, expiry)
        } catch {
            return .failed(error.description)
        }
    }

    /// What ended the watch over a command, if not the command.
    private enum Expiry {
        case timeout
        case stop
    }

    /// Lets the command run until it has ended or may no longer run.
    private func watch(
        _ child: ChildProcess, _ output: inout HookOutput
    ) throws(SystemError) -> Expiry? {
        let deadline =
            SystemClock.monotonicMilliseconds() + max(hook.timeout.wholeMilliseconds, 1)
        var stop = Int64.max
        while true {
            if stop == .max, control.phase == .stopping {
                stop = SystemClock.monotonicMilliseconds() + Self.stoppingMilliseconds
            }
            let readiness = try child.wait(until: min(deadline, stop), or: control.wakeup)
            if readiness.hasErrors { tell(output.take(child.readErrors())) }
            if readiness.hasEnded { return nil }
            let now = SystemClock.monotonicMilliseconds()
            if now >= stop { return .stop }
            if now >= deadline { return .timeout }
        }
    }

    /// Reads what a command that has ended left in the pipe, which is no more than a pipe holds:
    /// its whole group has ended. What escaped from that is not waited for.
    private func finish(_ child: ChildProcess, _ output: inout HookOutput) {
        for _ in 0..<8 {
            let bytes = child.readErrors()
            if bytes.isEmpty { break }
            tell(output.take(bytes))
        }
        tell(output.end())
    }

    private func result(of ending: ChildProcess.Ending, _ expiry: Expiry?) -> Result {
        switch (ending, expiry) {
        case (.exited(0), _): .delivered
        case (_, .stop): .stopped
        case (_, .timeout): .failed("not done within \(Self.text(of: hook.timeout)); killed")
        case (.exited(let status), nil): .failed("exit status \(status)")
        case (.killed(let signal), nil): .failed("ended by signal \(signal)")
        }
    }

    private func tell(_ lines: [String]) {
        for line in lines {
            environment.report(.hookOutput(hook: hook.name, story: story, line: line))
        }
    }

    private static func text(of duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
