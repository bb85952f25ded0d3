// SPDX-License-Identifier: Apache-2.0

public import StoryStore
internal import Synchronization
public import SystemCalls

/// What the daemon tells a thread that reads the store behind it: how far it may read, and when to
/// end. The daemon never waits for the thread.
public final class FollowerControl: Sendable {
    /// How long the thread is wanted.
    public enum Phase: Int, Sendable, Comparable {
        /// Until told otherwise.
        case running
        /// Until it has taken what there is.
        case draining
        /// No longer.
        case stopping

        /// Whether `a` comes earlier.
        public static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
    }

    /// Raised after each change.
    public let wakeup: Wakeup
    private let state: Mutex<State>

    private struct State {
        var announced: StoryPosition
        var phase = Phase.running
        var figures = FollowerFigures()
    }

    /// A thread that is wanted.
    public init(announced: StoryPosition) throws(SystemError) {
        wakeup = try Wakeup()
        var state = State(announced: announced)
        // What came before the thread may still be before it.
        state.figures.behindSince = SystemClock.monotonicMilliseconds()
        self.state = Mutex(state)
    }

    /// How far stories are announced. What the segments have behind it may not be on stable
    /// storage yet, and may be taken back.
    public var announced: StoryPosition { state.withLock { $0.announced } }

    /// How long the thread is wanted.
    public var phase: Phase { state.withLock { $0.phase } }

    /// Stories were announced.
    public func announce(_ position: StoryPosition) {
        let now = SystemClock.monotonicMilliseconds()
        state.withLock { state in
            state.announced = position
            if state.figures.behindSince == nil { state.figures.behindSince = now }
        }
        wakeup.raise()
    }

    /// The thread is to end sooner than it was told before; never later.
    public func proceed(to phase: Phase) {
        state.withLock { $0.phase = max($0.phase, phase) }
        wakeup.raise()
    }

    /// What the thread has done.
    public var figures: FollowerFigures { state.withLock { $0.figures } }

    /// The thread counts what it did.
    func count(_ what: any WritableKeyPath<FollowerFigures, Int> & Sendable) {
        state.withLock { $0.figures[keyPath: what] += 1 }
    }

    /// The thread has taken everything up to `position`.
    func caughtUp(with position: StoryPosition) {
        state.withLock { if $0.announced == position { $0.figures.behindSince = nil } }
    }

    /// Lets time pass until something changed or the deadline came, by
    /// `SystemClock.monotonicMilliseconds`; nil waits for a change.
    public func wait(until deadline: Int64? = nil) {
        do {
            try wakeup.wait(until: deadline)
        } catch {
            // poll(2) fails for lack of memory only: then by and by.
            SystemClock.sleep(milliseconds: 100)
        }
    }
}
