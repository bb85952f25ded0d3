// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The clocks of the kernel.
public enum SystemClock: Sendable {
    /// The wall clock, in milliseconds since the epoch. It may step in either direction.
    public static func wallMilliseconds() -> Int64 {
        milliseconds(CLOCK_REALTIME)
    }

    /// The monotonic clock, in milliseconds since some moment before the start.
    public static func monotonicMilliseconds() -> Int64 {
        milliseconds(CLOCK_MONOTONIC)
    }

    /// The time since the machine was started, in milliseconds; unlike the monotonic clock it goes
    /// on while the machine sleeps.
    public static func sinceBootMilliseconds() -> Int64 {
        milliseconds(CLOCK_BOOTTIME)
    }

    /// The monotonic clock in microseconds, as the service manager wants it.
    public static func monotonicMicroseconds() -> UInt64 {
        var time = timespec()
        // Fails for an unknown clock only.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Fails for an unknown clock only.
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension SystemClock {
    /// Lets `milliseconds` pass; fewer when a signal comes.
    public static func sleep(milliseconds: Int32) {
        // Nothing is watched, so nothing but the time or a signal ends it.
        _ = poll(nil, 0, milliseconds)
    }
}
