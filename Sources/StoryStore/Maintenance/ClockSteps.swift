// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Whether the wall clock can be trusted with deciding what is old: not for a day after it stepped
/// by more than an hour in either direction (SPEC, "What always holds" 7).
public struct ClockSteps: Sendable {
    private static let stepMax: Int64 = 3_600_000
    private static let pause: Int64 = 86_400_000

    private var last: (wall: Int64, monotonic: Int64)?
    private var steppedAt: Int64?

    /// No step seen.
    public init() {}

    /// Compares the clocks with how they stood when this was called last.
    ///
    /// - Parameter monotonic: The monotonic clock in milliseconds.
    /// - Returns: Whether old segments may be compressed and removed now.
    public mutating func mayMaintain(wall: Instant, monotonic: Int64) -> Bool {
        if let last {
            let drift = (wall.milliseconds &- last.wall) &- (monotonic &- last.monotonic)
            if drift.magnitude > UInt64(Self.stepMax) { steppedAt = monotonic }
        }
        last = (wall.milliseconds, monotonic)
        return steppedAt.map { monotonic - $0 >= Self.pause } ?? true
    }
}
