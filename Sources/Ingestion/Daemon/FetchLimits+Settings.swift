// SPDX-License-Identifier: Apache-2.0

internal import FeedFetching
internal import Polling
internal import Settings

extension FetchLimits {
    /// The limits that the configuration sets.
    ///
    /// - Parameter environment: Where `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` are
    ///   looked up, in lower case first as curl does, and `CURL_CA_BUNDLE` or `SSL_CERT_FILE`, a
    ///   file of trusted certificates.
    init(_ polling: PollingSettings, environment: [String: String]) {
        self.init(userAgent: polling.userAgent)
        maxConnections = polling.maxConnections
        maxConnectionsPerHost = polling.maxConnectionsPerHost
        connectTimeout = polling.connectTimeout
        requestTimeout = polling.requestTimeout
        maxBody = polling.maxBody
        allowedAddresses =
            switch polling.allowPrivateAddresses {
            case .none: .globalUnicast
            case .all: .everything
            case .networks(let networks): .globalUnicastAnd(networks)
            }
        proxies = ProxyRules(polling.proxy, environment: environment)
        // The variables that curl(1) and OpenSSL know, for authorities of one's own.
        certificateBundle = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
    }
}

extension ProxyRules {
    /// The rules that the configuration sets.
    init(_ settings: ProxySettings, environment: [String: String]) {
        switch settings {
        case .direct: self.init()
        case .url(let url, let credentials):
            let whole = credentials?.embedded(in: url) ?? url
            self.init(http: whole, https: whole)
        case .environment:
            func value(_ name: String) -> String? {
                let found = environment[name] ?? environment[name.uppercased()]
                return found.flatMap { $0.isEmpty ? nil : $0 }
            }
            // HTTP_PROXY in capitals is set by CGI servers from a header (httpoxy): not read.
            let http = environment["http_proxy"].flatMap { $0.isEmpty ? nil : $0 }
            self.init(
                http: http ?? value("all_proxy"), https: value("https_proxy") ?? value("all_proxy"),
                exceptions: (value("no_proxy") ?? "").split(whereSeparator: { ", ".contains($0) })
                    .map(String.init))
        }
    }
}

extension PollingPolicy {
    /// The policy that the configuration sets.
    init(_ polling: PollingSettings) {
        self.init()
        interval = polling.interval
        minInterval = polling.minInterval
        maxInterval = polling.maxInterval
        maxConnections = polling.maxConnections
        maxConnectionsPerHost = polling.maxConnectionsPerHost
        hostDelay = polling.hostDelay
    }
}

extension Credentials {
    /// `url` with this user name and password in it (RFC 3986 section 3.2.1).
    func embedded(in url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        return url[..<scheme.upperBound] + "\(Self.escaped(user)):\(Self.escaped(password))@"
            + url[scheme.upperBound...]
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return escaped
    }
}
