// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension ProxyRules {
    /// The proxy for `url`; nil when its host is asked directly.
    func proxy(for url: FetchURL) -> String? {
        let proxy = url.origin.scheme == "https" ? https : http
        guard let proxy, !proxy.isEmpty, !isException(url) else { return nil }
        return proxy
    }

    private func isException(_ url: FetchURL) -> Bool {
        let host = url.origin.host
        return exceptions.contains { exception in
            if exception == "*" { return true }
            if let address = url.literalAddress {
                return IPNetwork(exception)?.contains(address) ?? false
            }
            let name = exception.lowercased().drop { $0 == "." }
            return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
        }
    }
}
