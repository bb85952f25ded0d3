// SPDX-License-Identifier: Apache-2.0

/// Asks servers for feeds: many at once, on one thread of its own.
public final class Fetcher: Sendable {
    /// Starts the thread.
    ///
    /// - Parameter deliver: Called on that thread, once a turn, with all that ended in the turn. It
    ///   must not block: while it runs, nothing is transferred.
    public init(
        limits: FetchLimits, deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) throws {
    }

    /// Hands requests over; each comes back exactly once through `deliver`. There is no bound but
    /// the caller's: a schedule has at most one request for each feed under way.
    public func submit(_ requests: [FetchRequest]) {}

    /// Sets new limits for all that starts from now on.
    public func reconfigure(_ limits: FetchLimits) {}

    /// Ends all requests at once; they are delivered as `cancelled`.
    public func cancelAll() {}

    /// Ends all requests as `cancelAll` does and waits for the thread to stop. Nothing is delivered
    /// afterwards. Not to be called from `deliver`.
    public func shutdown() {}

    /// The requests submitted and not yet delivered.
    public var inFlight: Int { 0 }
}
