// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// One reading of both clocks.
///
/// Waits are measured by the monotonic clock, which never steps; what is kept over a restart, and
/// what hours of the week are counted by, is the wall clock's.
public struct Moment: Sendable, Hashable {
    /// The wall clock.
    public var wall: Instant
    /// The monotonic clock, in milliseconds from an arbitrary start.
    public var monotonic: Int64

    /// A reading.
    public init(wall: Instant, monotonic: Int64) {
        self.wall = wall
        self.monotonic = monotonic
    }

    /// The wall clock's time when the monotonic clock shows `deadline`, as far as can be said now.
    func wallTime(of deadline: Int64) -> Instant {
        Instant(milliseconds: wall.milliseconds &+ (deadline &- monotonic))
    }
}
