// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension TransferLoop {
    /// Finds the way for the current hop of `exchange`: the proxy, the addresses that may be
    /// connected to; then puts it into its host's line. Starts anew when a look-up it waited for
    /// has been answered.
    ///
    /// What is refused here is never asked. The guard at the socket stays behind it: what is
    /// decided here on names is decided there on the very address.
    func route(_ exchange: Exchange, _ now: Int64) {
        let url = exchange.url
        if url.origin.scheme == "file" { return readFile(exchange) }
        let proxy = exchange.request.proxy ?? limits.proxies.proxy(for: url)
        // Not the empty one: to libcurl that is none, and the guard must not think otherwise.
        exchange.proxy = proxy == "" ? nil : proxy
        exchange.resolutions = []
        do throws(FetchFailure) {
            if try routeToTarget(exchange, now), try routeToProxy(exchange, now) {
                enqueue(exchange)
            }
        } catch {
            fail(exchange, error)
        }
    }

    /// Whether the way to the host is known; if not, the exchange waits for a look-up.
    private func routeToTarget(
        _ exchange: Exchange, _ now: Int64
    ) throws(FetchFailure) -> Bool {
        let origin = exchange.url.origin
        if let literal = exchange.url.literalAddress {
            guard limits.allowedAddresses.allows(literal) else {
                throw refusal(of: literal, exchange)
            }
            return true
        }
        guard let answer = try answer(for: origin.host, exchange, now) else { return false }
        switch answer {
        case .found(let addresses):
            let allowed = addresses.filter(limits.allowedAddresses.allows)
            // The proxy makes its own look-up and may take any of them.
            let isRefused =
                exchange.proxy == nil ? allowed.isEmpty : allowed.count < addresses.count
            if isRefused, let refused = addresses.first(where: { !allowed.contains($0) }) {
                throw refusal(of: refused, exchange)
            }
            resolve(origin.host, origin.port, allowed, exchange)
        case .failed(let failure):
            // Behind a proxy names may have no address here that have one there.
            if exchange.proxy == nil {
                throw FetchFailure(
                    kind: failure.kind, message: failure.message, redirects: exchange.redirects)
            }
        }
        return true
    }

    private func routeToProxy(_ exchange: Exchange, _ now: Int64) throws(FetchFailure) -> Bool {
        guard let text = exchange.proxy else { return true }
        guard let proxy = ProxyAddress(text) else {
            throw exchange.failure(.proxy, "the proxy's address cannot be read")
        }
        if IPAddress(proxy.host) != nil { return true }
        guard let answer = try answer(for: proxy.host, exchange, now) else { return false }
        switch answer {
        // Its address is exempt from the guard: the configuration chose it.
        case .found(let addresses): resolve(proxy.host, proxy.port, addresses, exchange)
        case .failed(let failure): throw exchange.failure(.proxy, "proxy \(failure.message)")
        }
        return true
    }

    /// The answer for `host`; nil when the exchange now waits for one.
    private func answer(
        for host: String, _ exchange: Exchange, _ now: Int64
    ) throws(FetchFailure) -> LookupAnswer? {
        if let known = lookups.answer(for: host, at: now) { return known }
        guard lookups.wait(exchange, for: host, limits, now) else {
            throw exchange.failure(.resources, "no thread to look the name up")
        }
        return nil
    }

    private func refusal(of address: IPAddress, _ exchange: Exchange) -> FetchFailure {
        exchange.failure(.addressRefused, address.refusalReason)
    }

    /// Gives the addresses to libcurl, which then asks nobody (CURLOPT_RESOLVE(3)). With `+` they
    /// go out of its cache in time.
    private func resolve(
        _ host: String, _ port: Int, _ addresses: [IPAddress], _ exchange: Exchange
    ) {
        let list = addresses.map { $0.isIPv4 ? "\($0)" : "[\($0)]" }.joined(separator: ",")
        exchange.resolutions.append("+\(host):\(port):\(list)")
    }
}
