// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Whether the wall clock can be trusted with deciding what is old: not for a day after it stepped
/// by more than an hour in either direction (SPEC, "What always holds" 7).
public struct ClockSteps: Sendable {
    private static let stepMax: Int64 = 3_600_000
    private static let pause: Int64 = 86_400_000

    private var last: (wall: Int64, elapsed: Int64?)?
    private var steppedAt: Int64?

    /// No step seen.
    ///
    /// - Parameter lastSeen: The wall clock of an earlier process. Nobody knows how much time has
    ///   passed since, but less than none it cannot be.
    public init(lastSeen: Instant? = nil) {
        last = lastSeen.map { ($0.milliseconds, nil) }
    }

    /// Compares the clocks with how they stood when this was called last.
    ///
    /// - Parameter elapsed: The time since the machine was started, sleep included, in
    ///   milliseconds.
    /// - Returns: By how much the wall clock stepped since, if it did.
    public mutating func note(wall: Instant, elapsed: Int64) -> Duration? {
        defer { last = (wall.milliseconds, elapsed) }
        guard let last else { return nil }
        var step = wall.milliseconds &- last.wall
        if let before = last.elapsed { step &-= elapsed &- before } else { step = min(step, 0) }
        guard step.magnitude > UInt64(Self.stepMax) else { return nil }
        steppedAt = elapsed
        return .milliseconds(step)
    }

    /// Whether old segments may be compressed and removed now.
    public func mayMaintain(elapsed: Int64) -> Bool {
        steppedAt.map { elapsed - $0 >= Self.pause } ?? true
    }
}
