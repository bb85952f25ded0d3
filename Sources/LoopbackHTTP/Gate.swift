// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Something to wait at until it is opened, once and for good.
public final class Gate: Sendable {
    private let closing = Mailbox<Bool>(capacity: 1)

    /// A closed gate.
    public init() {}

    /// Lets everybody through who waits or comes later.
    public func open() { closing.close() }

    /// Waits until the gate is open or the deadline has come.
    ///
    /// - Parameter deadline: By `SystemClock.monotonicMilliseconds`.
    /// - Returns: Whether it is open.
    public func wait(until deadline: Int64? = nil) -> Bool {
        closing.take(until: deadline) == nil
    }
}
