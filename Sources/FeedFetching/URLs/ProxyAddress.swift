// SPDX-License-Identifier: Apache-2.0

import CCurl

/// Where a proxy listens.
struct ProxyAddress: Equatable {
    var host: String
    var port: Int

    /// Reads a proxy as CURLOPT_PROXY(3) does: `http://` where no scheme is given, port 1080 where
    /// no port is, 443 for `https://`. Nil for what cannot be read.
    init?(_ text: String) {
        do {
            let parser = try URLParser()
            try parser.read(text.contains("://") ? text : "http://\(text)")
            host = try parser.makeHostASCII()
            let isTLS = parser.part(CURLUPART_SCHEME)?.lowercased() == "https"
            port =
                parser.part(CURLUPART_PORT).flatMap { Int($0) } ?? (isTLS ? 443 : 1080)
        } catch {
            return nil
        }
    }
}
