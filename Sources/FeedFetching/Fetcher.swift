// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemCalls

/// Asks servers for feeds: many at once, on one thread of its own.
///
/// All methods may be called from any thread. What is submitted comes back in batches: handing
/// over each response by itself would cost 4 to 14 µs more, of the 27 that a 304 takes (measured).
public final class Fetcher: Sendable {
    private let inbox: Inbox
    private let thread: DedicatedThread

    /// Starts the thread.
    ///
    /// - Parameter deliver: Called on that thread, once a turn, with all that ended in the turn;
    ///   with nothing when more requests than before wait for names. It must not block: while it
    ///   runs, nothing is transferred.
    /// - Throws: `SystemError` when no thread can be had, `FetchFailure` of kind `resources` when
    ///   libcurl cannot start.
    public convenience init(
        limits: FetchLimits, deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) throws {
        try self.init(limits: limits, resolve: NameLookup.addresses, deliver: deliver)
    }

    /// - Parameter resolve: Gives the addresses of a name; called on several threads, may block.
    init(
        limits: FetchLimits, resolve: @escaping @Sendable (String) -> LookupAnswer,
        deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) throws {
        let inbox = Inbox()
        let start = Mailbox<CurlFailure?>(capacity: 1)
        thread = try DedicatedThread(name: "fetcher", stackSize: 1 << 20) {
            do throws(CurlFailure) {
                let loop = try TransferLoop(
                    limits, inbox: inbox, resolve: resolve, deliver: deliver)
                start.put(nil)
                loop.run()
            } catch {
                start.put(error)
            }
        }
        self.inbox = inbox
        if let failure = start.take()?.first ?? nil {
            thread.join()
            throw FetchFailure(kind: .resources, message: "\(failure)")
        }
    }

    /// Stops the thread, which would otherwise run for ever.
    deinit { stop() }

    /// Hands requests over; each comes back exactly once through `deliver`. There is no bound but
    /// the caller's: a schedule has at most one request for each feed under way.
    public func submit(_ requests: [FetchRequest]) {
        inbox.submit(requests)
    }

    /// Sets new limits for all that starts from now on. (`maxLookupThreads` stays as it was.)
    public func reconfigure(_ limits: FetchLimits) {
        inbox.put { $0.limits = limits }
    }

    /// Ends all requests at once; they are delivered as `cancelled`.
    public func cancelAll() {
        inbox.put { $0.cancels = true }
    }

    /// Ends all requests as `cancelAll` does, has them delivered, and waits for the thread to stop.
    /// Must come before the process ends: OpenSSL is undone by exit(3) while the thread might still
    /// use it. Not to be called from `deliver`.
    public func shutdown() {
        stop()
        thread.join()
    }

    /// The requests submitted and not yet delivered.
    public var inFlight: Int { inbox.inFlight.load(ordering: .relaxed) }

    /// Those of them that wait for a name to be looked up, and so use no connection yet.
    public var waitingForNames: Int { inbox.waitingForNames.load(ordering: .relaxed) }

    private func stop() {
        inbox.put { $0.stops = true }
    }
}
