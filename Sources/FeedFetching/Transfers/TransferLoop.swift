// SPDX-License-Identifier: Apache-2.0

import CCurl
import Synchronization
import SystemCalls

/// The one thread that talks to servers. Nothing of it is touched by any other; mail comes in
/// through the `Inbox`, outcomes leave through `deliver`, once a turn.
///
/// An exchange goes: look-ups (`TransferLoop+Routing`) → line of its host → slot → verdict → either
/// its outcome, or the next hop from the start.
final class TransferLoop {
    private let inbox: Inbox
    private let multi: CurlMulti
    private let deliver: @Sendable ([FetchResult]) -> Void
    private(set) var limits: FetchLimits
    private var decoder: ContentDecoder
    private var queue: HostQueue<Exchange>
    /// Every slot ever made, in use or not, and those that are free.
    private var transfers: [Transfer] = []
    private var free: [Transfer] = []
    private var results: [FetchResult] = []
    /// Tokens whose files are being read; what `cancelAll` took out is not in it any more.
    private var files: [UInt64: Int] = [:]

    var lookups: LookupDesk
    private let fileReaders: WorkPool<FileJob>

    init(
        _ limits: FetchLimits, inbox: Inbox,
        resolve: @escaping @Sendable (String) -> LookupAnswer,
        deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) throws(CurlFailure) {
        self.inbox = inbox
        self.limits = limits
        self.deliver = deliver
        multi = try CurlMulti()
        decoder = ContentDecoder(limit: limits.maxBody)
        queue = HostQueue(limitPerHost: limits.maxConnectionsPerHost)
        lookups = LookupDesk(
            pool: WorkPool(name: "lookup", maxThreads: limits.maxLookupThreads) { host in
                let answer = resolve(host)
                inbox.put { $0.lookups.append((host, answer)) }
            })
        fileReaders = WorkPool(name: "file-reader", maxThreads: 2) { job in
            let result = job.read()
            inbox.put { $0.files.append(result) }
        }
        try multi.set(CURLMOPT_MAXCONNECTS, max(limits.maxKeptConnections, 1))
        inbox.open(multi.wakeup)
    }

    /// Works until it is told to stop.
    func run() {
        while turn() {}
        inbox.close()
        lookups.close()
        fileReaders.close()
    }

    /// One turn; false when it was the last.
    private func turn() -> Bool {
        let now = SystemClock.monotonicMilliseconds()
        let mail = inbox.takeAll()
        open(mail, now)
        for exchange in lookups.expire(at: now, limits) { route(exchange, now) }
        if mail.cancels || mail.stops { cancelAll() }
        var hasFinished = false
        do throws(CurlFailure) {
            startTransfers()
            try multi.perform()
            hasFinished = finishTransfers(now)
            handOver()
            // What finished has made room: whoever waits for it must not wait for a packet too.
            if !mail.stops && !hasFinished { try multi.poll(milliseconds: timeToNextDeadline(now)) }
        } catch {
            failActive(.resources, "\(error)")
            handOver()
        }
        return !mail.stops
    }

    private func open(_ mail: Inbox.Mail, _ now: Int64) {
        if let limits = mail.limits { reconfigure(limits) }
        for (host, answer) in mail.lookups {
            for exchange in lookups.store(answer, for: host, limits, now) { route(exchange, now) }
        }
        for result in mail.files {
            guard let count = files[result.token] else { continue }
            files[result.token] = count > 1 ? count - 1 : nil
            results.append(result)
        }
        for request in mail.requests {
            do {
                route(try Exchange(request), now)
            } catch {
                results.append(FetchResult(token: request.token, outcome: .failed(error)))
            }
        }
    }

    private func reconfigure(_ limits: FetchLimits) {
        self.limits = limits
        decoder = ContentDecoder(limit: limits.maxBody)
        queue = queue.limited(to: limits.maxConnectionsPerHost)
        // Fails for an unknown option only, and this one has been set before.
        try? multi.set(CURLMOPT_MAXCONNECTS, max(limits.maxKeptConnections, 1))
    }

    private func timeToNextDeadline(_ now: Int64) -> Int32 {
        // A minute: everything that could happen earlier is a wake-up, a socket or a deadline.
        Int32(clamping: min(max(lookups.nextDeadline - now, 1), 60_000))
    }

    private func handOver() {
        let waiting = lookups.waitingCount
        let before = inbox.waitingForNames.exchange(waiting, ordering: .relaxed)
        guard !results.isEmpty || waiting > before else { return }
        let batch = results
        results = []
        inbox.inFlight.subtract(batch.count, ordering: .relaxed)
        deliver(batch)
    }

    // MARK: - Ways on for an exchange

    /// Puts the exchange into its host's line, its look-ups done.
    func enqueue(_ exchange: Exchange) {
        queue.append(exchange, host: exchange.host)
    }

    func fail(_ exchange: Exchange, _ failure: FetchFailure) {
        finish(exchange, .failed(failure))
    }

    /// Has the file of a `file:` URL read by a thread that may wait for its disk.
    func readFile(_ exchange: Exchange) {
        let token = exchange.request.token
        let job = FileJob(
            token: token, path: exchange.url.filePath, url: exchange.url.text,
            limit: limits.maxBody)
        guard fileReaders.submit(job) else {
            return fail(exchange, exchange.failure(.resources, "no thread to read the file"))
        }
        files[token, default: 0] += 1
    }

    private func finish(_ exchange: Exchange, _ outcome: FetchOutcome) {
        results.append(FetchResult(token: exchange.request.token, outcome: outcome))
    }

    // MARK: - Slots

    private var activeCount: Int { transfers.count - free.count }

    private func startTransfers() {
        while activeCount < max(limits.maxConnections, 1), let exchange = queue.next() {
            do throws(CurlFailure) {
                try start(exchange)
            } catch {
                queue.finish(host: exchange.host)
                fail(exchange, exchange.failure(.resources, "\(error)"))
            }
        }
    }

    private func start(_ exchange: Exchange) throws(CurlFailure) {
        if free.isEmpty {
            let transfer = try Transfer(limits)
            transfers.append(transfer)
            free.append(transfer)
        }
        guard let transfer = free.last else { return }
        do throws(CurlFailure) {
            try transfer.begin(exchange, limits)
            try multi.add(transfer.easy)
        } catch {
            transfer.end()
            throw error
        }
        free.removeLast()
    }

    private func finishTransfers(_ now: Int64) -> Bool {
        var hasFinished = false
        while let (owner, code) = unsafe multi.nextDone() {
            let transfer = unsafe Transfer.owner(owner)
            guard let exchange = transfer.exchange else { continue }
            hasFinished = true
            let verdict = transfer.verdict(
                code, on: exchange, maxRedirects: limits.maxRedirects, decoder: decoder)
            release(transfer, exchange)
            switch verdict {
            case .done(let ending):
                results.append(FetchResult(token: exchange.request.token, ending))
            case .follow(let target, let status):
                exchange.follow(target, status: status)
                followOn(exchange, now)
            }
        }
        return hasFinished
    }

    private func followOn(_ exchange: Exchange, _ now: Int64) {
        guard exchange.spent / 1000 < limits.requestTimeout.timeoutMilliseconds else {
            return fail(exchange, exchange.failure(.timeout, "the redirects took too long"))
        }
        route(exchange, now)
    }

    private func release(_ transfer: Transfer, _ exchange: Exchange) {
        // Fails for a handle that is not in there only.
        try? multi.remove(transfer.easy)
        transfer.end()
        free.append(transfer)
        queue.finish(host: exchange.host)
    }

    // MARK: - The end

    private func cancelAll() {
        for exchange in lookups.drain() + queue.drain() {
            fail(exchange, exchange.failure(.cancelled, "cancelled"))
        }
        for (token, count) in files {
            let failure = FetchFailure(kind: .cancelled, message: "cancelled")
            for _ in 0..<count {
                results.append(FetchResult(token: token, outcome: .failed(failure)))
            }
        }
        files = [:]
        failActive(.cancelled, "cancelled")
    }

    private func failActive(_ kind: FetchFailure.Kind, _ reason: String) {
        for transfer in transfers {
            guard let exchange = transfer.exchange else { continue }
            release(transfer, exchange)
            fail(exchange, exchange.failure(kind, reason))
        }
    }
}
