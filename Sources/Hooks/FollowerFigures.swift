// SPDX-License-Identifier: Apache-2.0

/// What a thread that reads the store behind the daemon has done, for monitoring.
public struct FollowerFigures: Sendable, Equatable {
    /// Stories delivered.
    public var delivered = 0
    /// Runs that failed.
    public var failed = 0
    /// Stories given up.
    public var buried = 0
    /// Since when it has not had all that is announced, by the monotonic clock in milliseconds;
    /// nil while it has.
    public var behindSince: Int64?
}
