// SPDX-License-Identifier: Apache-2.0

/// The look-ups of the transfer loop: what is known, what is being asked, and who waits for it.
struct LookupDesk {
    private struct Wait {
        var deadline: Int64
        var exchanges: [Exchange]
    }

    private let pool: WorkPool<String>
    private var cache = AddressCache(capacity: 1 << 15)
    private var waits: [String: Wait] = [:]
    /// How many exchanges wait.
    private(set) var waitingCount = 0
    /// Names that a thread of the pool has, waited for or not.
    private var asked: Set<String> = []
    /// When the next wait is over, in milliseconds; `Int64.max` when nobody waits.
    private(set) var nextDeadline = Int64.max

    init(pool: WorkPool<String>) {
        self.pool = pool
    }

    /// The answer for `host` if it is known.
    func answer(for host: String, at now: Int64) -> LookupAnswer? {
        cache.answer(for: host, at: now)
    }

    /// Lets `exchange` wait for the answer for `host`, and asks unless somebody did already.
    ///
    /// - Returns: False when no thread can be had to ask.
    mutating func wait(
        _ exchange: Exchange, for host: String, _ limits: FetchLimits, _ now: Int64
    ) -> Bool {
        if asked.insert(host).inserted, !pool.submit(host) {
            asked.remove(host)
            return false
        }
        let timeout = min(
            limits.connectTimeout.timeoutMilliseconds, limits.requestTimeout.timeoutMilliseconds)
        let deadline = now + Int64(timeout)
        waits[host, default: Wait(deadline: deadline, exchanges: [])].exchanges.append(exchange)
        waitingCount += 1
        nextDeadline = min(nextDeadline, deadline)
        return true
    }

    /// Keeps an answer of the pool; gives those who waited for it.
    mutating func store(
        _ answer: LookupAnswer, for host: String, _ limits: FetchLimits, _ now: Int64
    ) -> [Exchange] {
        asked.remove(host)
        return keep(answer, for: host, limits, now)
    }

    /// Gives those who have waited long enough; the look-up goes on, and its answer counts for
    /// later requests. Until then the name counts as one without an answer.
    mutating func expire(at now: Int64, _ limits: FetchLimits) -> [Exchange] {
        guard now >= nextDeadline else { return [] }
        var expired: [Exchange] = []
        for host in waits.filter({ $0.value.deadline <= now }).keys.sorted() {
            let failure = FetchFailure(kind: .dns, message: "\(host): no answer from name servers")
            expired += keep(.failed(failure), for: host, limits, now)
        }
        nextDeadline = waits.values.map(\.deadline).min() ?? Int64.max
        return expired
    }

    /// Gives everybody who waits.
    mutating func drain() -> [Exchange] {
        let all = waits.keys.sorted().flatMap { waits[$0]?.exchanges ?? [] }
        waits = [:]
        waitingCount = 0
        nextDeadline = Int64.max
        return all
    }

    /// Lets the threads of the pool end.
    func close() { pool.close() }

    private mutating func keep(
        _ answer: LookupAnswer, for host: String, _ limits: FetchLimits, _ now: Int64
    ) -> [Exchange] {
        let lifetime =
            switch answer {
            case .found: limits.lookupLifetime
            case .failed: limits.failedLookupLifetime
            }
        // At least a millisecond beyond now (`boundedMilliseconds`): whoever waited finds it at once.
        let expiry = now + Int64(lifetime.boundedMilliseconds)
        cache.store(answer, for: host, until: expiry, now: now)
        let exchanges = waits.removeValue(forKey: host)?.exchanges ?? []
        waitingCount -= exchanges.count
        return exchanges
    }
}
