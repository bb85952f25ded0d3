// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// A flag that any thread raises, and one waits for, also together with descriptors. The
/// corresponding interface is eventfd(2).
public struct Wakeup: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    /// A flag that is down.
    public init() throws(SystemError) {
        let raw = try retry("eventfd", "") { feedwatch_event_counter() }
        descriptor = FileDescriptor(owning: raw, path: "eventfd")
    }

    /// Raises the flag, which stays up until it is lowered.
    public borrowing func raise() {
        // Fails only when the counter is full, and then the flag is up.
        try? descriptor.writeAll([1, 0, 0, 0, 0, 0, 0, 0])
    }

    /// Waits until the flag is up, or for the deadline, and lowers it.
    ///
    /// - Parameter deadline: By `SystemClock.monotonicMilliseconds`; nil waits without end.
    /// - Returns: Whether the flag was up; false at the deadline.
    @discardableResult
    public borrowing func wait(until deadline: Int64?) throws(SystemError) -> Bool {
        var requests = [pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)]
        try poll(&requests, until: deadline)
        guard requests[0].revents != 0 else { return false }
        lower()
        return true
    }

    /// Takes the flag down; what it was raised for is to be looked at after this.
    public borrowing func lower() {
        // Fails only when the flag is down.
        _ = try? descriptor.read(upTo: 8)
    }
}

/// Waits until one of `requests` is ready or for the deadline, whatever signals come. The
/// corresponding C function is `poll`.
func poll(_ requests: inout [pollfd], until deadline: Int64?) throws(SystemError) {
    while true {
        var timeout: Int32 = -1
        if let deadline {
            let left = max(deadline - SystemClock.monotonicMilliseconds(), 0)
            timeout = Int32(clamping: left)
        }
        let ready = unsafe Glibc.poll(&requests, nfds_t(requests.count), timeout)
        if ready > 0 { return }
        if ready == 0 {
            // A timeout was cut to what fits into 32 bits.
            guard let deadline, SystemClock.monotonicMilliseconds() < deadline else { return }
        } else if errno != EINTR {
            throw SystemError(operation: "poll", path: "", errno: errno)
        }
    }
}
