// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import JSON
internal import StoryStore
internal import SystemCalls

/// What a hook's thread does: takes each story after its position, in the order of the store, runs
/// the command until it is done with the story, and only then moves the position.
struct HookWorker: ~Copyable {
    private let hook: Hook
    private let control: FollowerControl
    private let environment: HookEnvironment
    /// Where a hook begins of which nothing could be kept.
    private let beginning: StoryPosition
    /// Failures in a row, of one story after the other.
    private var failures = 0
    private var parser = JSONParser()
    /// The position that is kept, as far as this thread knows.
    private var kept: StoryPosition?
    /// When the position was kept last, by the monotonic clock.
    private var keptAt: Int64 = 0
    /// Whether the position could not be kept last, so that it is told once.
    private var keepingFails = false

    /// The most time between two moves of the kept position over stories that are none of the
    /// hook's: they are passed over again quickly.
    private static let keepingMilliseconds: Int64 = 60_000

    init(
        _ hook: Hook, _ control: FollowerControl, _ environment: HookEnvironment,
        beginning: StoryPosition
    ) {
        self.hook = hook
        self.control = control
        self.environment = environment
        self.beginning = beginning
    }

    /// Works until the hook is to end.
    consuming func run() {
        while control.phase != .stopping {
            do {
                let folder = try HookFolder(store: environment.store)
                if let left = try folder.notedProcess(of: hook.name) { left.end() }
                guard let position = try start(folder) else { return idle() }
                try follow(from: position, folder)
                try folder.forgetProcess(of: hook.name)
                return
            } catch let error as StoreError {
                environment.report(error)
            } catch let error as SystemError {
                environment.report(error)
            } catch {
                // Nothing else is thrown.
                return
            }
            failures += 1
            guard pause(environment.retries.wait(afterFailures: failures)) else { return }
        }
    }

    /// Where to begin; nil when only a person can say.
    private mutating func start(
        _ folder: borrowing HookFolder
    ) throws(SystemError) -> StoryPosition? {
        switch try folder.position(of: hook.name) {
        case .known(let position):
            kept = position
            return position
        case .missing: return beginning
        case .unreadable:
            environment.report(
                .damaged(
                    file: HookFolder.positionPath(of: hook.name), line: 1,
                    what: "no position: hook `\(hook.name)` stands still; remove the file to begin "
                        + "with the stories after the next start"))
            return nil
        }
    }

    /// Does nothing until the hook is to end.
    private consuming func idle() {
        while control.phase == .running { control.wait() }
    }

    // MARK: Reading

    /// Takes what is announced, and what comes, until the hook is to end.
    private mutating func follow(
        from position: StoryPosition, _ folder: borrowing HookFolder
    ) throws(StoreError) {
        let reader = try StoreReader(directory: environment.store)
        var follower = StoryFollower(reader, from: position, watches: false)
        while control.phase != .stopping {
            let announced = control.announced
            try read(&follower, upTo: announced, folder)
            if control.phase != .stopping { control.caughtUp(with: announced) }
            guard control.announced == announced else { continue }
            if control.phase != .running { break }
            control.wait()
        }
        if follower.position != kept { keep(follower.position, folder) }
    }

    private mutating func read(
        _ follower: inout StoryFollower, upTo announced: StoryPosition,
        _ folder: borrowing HookFolder
    ) throws(StoreError) {
        var passedOver: StoryPosition?
        let tell = { [environment] (damage: Damage) in
            environment.report(
                .damaged(file: damage.file, line: damage.line, what: damage.what))
        }
        try unsafe follower.read(damage: tell) { line, location, next in
            guard control.phase != .stopping, announced.covers(location) else { return false }
            guard let story = unsafe story(in: line) else {
                passedOver = next
                return true
            }
            guard unsafe deliver(Array(line) + [0x0A], story, folder) else { return false }
            keep(next, folder)
            passedOver = nil
            return true
        }
        let now = SystemClock.monotonicMilliseconds()
        if let passedOver, now >= keptAt + Self.keepingMilliseconds { keep(passedOver, folder) }
    }

    /// The identifier of the story in a line, if it is one for this hook.
    private mutating func story(in line: UnsafeBufferPointer<UInt8>) -> StoryID? {
        guard let record = unsafe try? parser.parse(line),
            let id = record["id"]?.string.flatMap({ StoryID($0) })
        else { return nil }
        guard let topic = hook.topic else { return id }
        let topics = record["_feedwatch"]?["topics"]
        let isOfTopic = topics?.elements.contains { $0["name"]?.string == topic } ?? false
        return isOfTopic ? id : nil
    }

    private mutating func keep(_ position: StoryPosition, _ folder: borrowing HookFolder) {
        keptAt = SystemClock.monotonicMilliseconds()
        do {
            try folder.keep(position, of: hook.name)
            kept = position
            keepingFails = false
        } catch {
            // The hook goes on: what is not confirmed comes again after a crash.
            if !keepingFails { environment.report(error) }
            keepingFails = true
        }
    }

    // MARK: Delivering

    /// Runs the command until it takes the story, or the story is in the dead letters.
    ///
    /// - Returns: False when the hook is to end before that.
    private mutating func deliver(
        _ line: [UInt8], _ story: StoryID, _ folder: borrowing HookFolder
    ) -> Bool {
        let run = HookRun(hook: hook, story: story, environment: environment, control: control)
        var attempt = 0
        while true {
            attempt += 1
            let result = run.run(line) { process in
                // Without the note a command outlives a killed daemon; nothing worse.
                try? folder.note(process, of: hook.name)
            }
            switch result {
            case .delivered:
                control.count(\.delivered)
                if failures > 0 {
                    environment.report(.hookRecovered(hook: hook.name, failures: failures))
                    failures = 0
                }
                return true
            case .stopped: return false
            case .failed(let reason):
                control.count(\.failed)
                failures += 1
                if attempt >= RetryRule.attemptsMax, bury(line, story, reason, folder) {
                    return true
                }
                let wait = environment.retries.wait(afterFailures: failures)
                environment.report(
                    .hookFailed(
                        hook: hook.name, story: story, attempt: attempt,
                        next: environment.clock() + .milliseconds(wait), reason: reason))
                guard pause(wait) else { return false }
            }
        }
    }

    /// Puts a story into the dead letters; false when that cannot be written, and the story stays.
    private func bury(
        _ line: [UInt8], _ story: StoryID, _ reason: String, _ folder: borrowing HookFolder
    ) -> Bool {
        do {
            try folder.bury(line, of: hook.name)
        } catch {
            environment.report(error)
            return false
        }
        control.count(\.buried)
        environment.report(.hookDeadLetter(hook: hook.name, story: story, reason: reason))
        return true
    }

    /// Lets `milliseconds` pass; false when the hook is to end before that.
    private func pause(_ milliseconds: Int64) -> Bool {
        let end = SystemClock.monotonicMilliseconds() + milliseconds
        while true {
            let left = end - SystemClock.monotonicMilliseconds()
            switch control.phase {
            case .stopping: return false
            case .draining where left > environment.retries.drainingWait: return false
            default: break
            }
            if left <= 0 { return true }
            control.wait(until: end)
        }
    }
}
