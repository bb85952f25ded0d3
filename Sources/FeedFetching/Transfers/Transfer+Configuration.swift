// SPDX-License-Identifier: Apache-2.0

import CCurl

extension Transfer {
    /// The transfer that a callback's context points to.
    static func owner(_ context: UnsafeMutableRawPointer) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// What never changes in the life of the handle.
    func configureOnce() throws(CurlFailure) {
        try setCallbacks()
        // No signals: they are the process's, not a library's (CURLOPT_NOSIGNAL(3)).
        try easy.set(CURLOPT_NOSIGNAL, 1)
        // Hops are followed by the loop, each through its own look-up and guard.
        try easy.set(CURLOPT_FOLLOWLOCATION, 0)
        try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try easy.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        try easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try easy.set(CURLOPT_HTTPAUTH, 1)
        // The environment's exceptions are of no account: `ProxyRules` has decided already.
        try easy.set(CURLOPT_NOPROXY, "")
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // With a directory of certificates beside the file, libcurl 7.88 would parse the file
        // again for every connection: 19.5 ms instead of 0.9 (measured).
        try easy.set(CURLOPT_CAPATH, nil)
        try easy.set(CURLOPT_PROXY_CAPATH, nil)
        try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        // Reuse pays for hosts that carry many feeds, which are asked every few seconds. Half an
        // hour later, when a feed is next due, its server has long closed (keep-alive: 5-60 s).
        try easy.set(CURLOPT_MAXAGE_CONN, 30)
        // Entries are given anew with each request; a short life keeps libcurl's own cache, which
        // it walks through after each transfer, small. Not so short that an entry could be gone
        // before the request that brought it starts to connect.
        try easy.set(CURLOPT_DNS_CACHE_TIMEOUT, 10)
    }

    /// Has libcurl call this object.
    private func setCallbacks() throws(CurlFailure) {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe try easy.set(CURLOPT_PRIVATE, pointer: me)
        unsafe try easy.set(CURLOPT_WRITEDATA, pointer: me)
        unsafe try easy.set(CURLOPT_HEADERDATA, pointer: me)
        unsafe try easy.set(CURLOPT_OPENSOCKETDATA, pointer: me)
        unsafe try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        unsafe try easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let context = unsafe context else { return 0 }
            return unsafe Transfer.owner(context).receiveHeader(
                UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        unsafe try easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
            return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) {
                unsafe Transfer.owner(context).receiveContent(
                    UnsafeBufferPointer(start: $0, count: size * count))
            }
        }
        unsafe try easy.setSocketOpener { context, purpose, address in
            guard let context = unsafe context, let address = unsafe address,
                purpose == CURLSOCKTYPE_IPCXN
            else { return CURL_SOCKET_BAD }
            return unsafe Transfer.owner(context).openSocket(address)
        }
    }

    /// What the limits say.
    func configure(_ limits: FetchLimits) throws(CurlFailure) {
        let bundle = limits.certificateBundle ?? CurlGlobal.certificateBundle
        try easy.set(CURLOPT_CAINFO, bundle)
        try easy.set(CURLOPT_PROXY_CAINFO, bundle)
        try easy.set(CURLOPT_USERAGENT, limits.userAgent)
    }
}
