// SPDX-License-Identifier: Apache-2.0

public import EventLog
public import FeedModel
public import StoryStore
internal import SystemCalls

/// The hooks of a daemon: a thread each, which reads the store's files from a durable position and
/// runs the command, story by story. A hook that is slow, hangs or fails keeps nobody waiting but
/// itself.
///
/// For the one thread that configures it.
public final class HookSet {
    private let environment: HookEnvironment
    private var running: [String: RunningHook] = [:]
    /// The last thread under each name that is to end, or has ended.
    private var retired: [String: DedicatedThread] = [:]

    private struct RunningHook {
        var hook: Hook
        var control: FollowerControl
        var thread: DedicatedThread
    }

    /// No hooks yet.
    ///
    /// - Parameters:
    ///   - store: The store's directory.
    ///   - variables: The daemon's own environment.
    ///   - clock: The wall clock.
    ///   - ended: Called on a hook's thread as the last thing it does.
    public convenience init(
        store: String, variables: [String: String], log: EventLog,
        clock: @escaping @Sendable () -> Instant, ended: @escaping @Sendable () -> Void
    ) {
        self.init(
            HookEnvironment(
                store: store, variables: variables, log: log, retries: RetryRule(), clock: clock,
                ended: ended))
    }

    init(_ environment: HookEnvironment) {
        self.environment = environment
    }

    /// Makes `hooks` the hooks that run. What stays as it is goes on undisturbed; a hook that is
    /// changed goes on from its position once its command has ended; a new one, that has no
    /// position in the store yet, begins with the stories after `announced`.
    ///
    /// - Returns: How many threads were started; `ended` is called once for each.
    public func configure(_ hooks: [Hook], announced: StoryPosition) -> Int {
        for (name, current) in running where !hooks.contains(current.hook) {
            current.control.proceed(to: .stopping)
            retired[name] = current.thread
            running[name] = nil
        }
        var started = 0
        for hook in hooks where running[hook.name] == nil {
            do throws(SystemError) {
                running[hook.name] = try start(hook, announced: announced)
                started += 1
            } catch {
                environment.report(error)
            }
        }
        return started
    }

    private func start(
        _ hook: Hook, announced: StoryPosition
    ) throws(SystemError) -> RunningHook {
        let control = try FollowerControl(announced: announced)
        let environment = environment
        // Before the next story is stored, lest a crash leave it between now and the first
        // position that the thread keeps.
        do throws(SystemError) {
            try HookFolder(store: environment.store).beginPosition(of: hook.name, at: announced)
        } catch {
            environment.report(error)
        }
        let predecessor = retired.removeValue(forKey: hook.name)
        let thread = try DedicatedThread(name: "hook \(hook.name)") {
            // Two of one name would be two writers of one position.
            predecessor?.join()
            HookWorker(hook, control, environment, beginning: announced).run()
            environment.ended()
        }
        return RunningHook(hook: hook, control: control, thread: thread)
    }

    /// Stories were announced up to `position`.
    public func announce(_ position: StoryPosition) {
        for hook in running.values { hook.control.announce(position) }
    }

    /// What each hook has done since it was started or changed, in the order of names.
    public var figures: [(name: String, figures: FollowerFigures)] {
        running.sorted { $0.key < $1.key }.map { ($0.key, $0.value.control.figures) }
    }

    /// All hooks are to end: `draining` once they have taken what is announced, or would have to
    /// wait long for the next attempt; `stopping` at once, with a moment for a command that runs.
    public func proceed(to phase: FollowerControl.Phase) {
        for hook in running.values { hook.control.proceed(to: phase) }
    }
}

@available(*, unavailable, message: "A set of hooks is one thread's.")
extension HookSet: Sendable {}
