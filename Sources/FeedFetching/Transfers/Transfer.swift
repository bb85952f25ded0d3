// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc

/// A slot: an easy handle that is used again and again, and what the current transfer has received.
///
/// libcurl holds a pointer to this object (CURLOPT_PRIVATE and the data of all callbacks): the loop
/// keeps every transfer it ever made until its multi handle is empty.
@safe final class Transfer {
    let easy: CurlEasy
    /// Whom the slot works for; nil when it is free.
    private(set) var exchange: Exchange?
    /// What has been received, still encoded.
    var content: [UInt8] = []
    /// An address that the guard refused during this transfer.
    private(set) var refusedAddress: IPAddress?
    /// Whether the transfer was ended from here since it went beyond a limit.
    private(set) var excess: Excess?

    /// Whether the header of the response came to its end.
    private(set) var isHeaderWhole = false

    /// Which limit was passed.
    enum Excess { case header, content }

    private var headers = CurlList()
    private var resolutions = CurlList()
    private var headerBytes = 0
    private var contentLimit: Int?
    private var limits: FetchLimits
    private let errorText: UnsafeMutablePointer<CChar>

    /// The most bytes of all headers of a hop, interim responses included: twice what servers
    /// themselves accept at most by default.
    private static let maxHeaderBytes = 64 << 10
    /// How much of the content of an error or a redirect is read: what tells a bot check, no more.
    static let maxErrorContent = 64 << 10

    init(_ limits: FetchLimits) throws(CurlFailure) {
        self.limits = limits
        easy = try CurlEasy()
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try configureOnce()
        try configure(limits)
    }

    deinit { unsafe errorText.deallocate() }

    /// The most bytes of content of a success.
    var maxBody: Int { max(limits.maxBody, 0) }

    /// libcurl's own words for what went wrong; empty when it has none.
    var errorMessage: String { unsafe String(cString: errorText) }

    /// Prepares for the next hop of `exchange`.
    func begin(_ exchange: Exchange, _ limits: FetchLimits) throws(CurlFailure) {
        if limits != self.limits {
            self.limits = limits
            try configure(limits)
        }
        headers = try RequestHeader.lines(of: exchange)
        resolutions = CurlList()
        for entry in exchange.resolutions { try resolutions.append(entry) }
        let credentials = exchange.hopCredentials
        try easy.set(CURLOPT_URL, exchange.url.text)
        try easy.set(CURLOPT_HTTPHEADER, headers)
        try easy.set(CURLOPT_RESOLVE, resolutions)
        try easy.set(CURLOPT_USERNAME, credentials?.user)
        try easy.set(CURLOPT_PASSWORD, credentials?.password)
        // The empty string, unlike nil, keeps libcurl from asking the environment.
        try easy.set(CURLOPT_PROXY, exchange.proxy ?? "")
        let total = limits.requestTimeout.milliseconds
        let left = max(total - exchange.spent / 1000, 1)
        try easy.set(CURLOPT_TIMEOUT_MS, left)
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, min(limits.connectTimeout.milliseconds, left))
        unsafe errorText.pointee = 0
        headerBytes = 0
        isHeaderWhole = false
        contentLimit = nil
        refusedAddress = nil
        excess = nil
        self.exchange = exchange
    }

    /// Frees the slot. The content's memory is kept for the next transfer unless it is large.
    func end() {
        exchange = nil
        content.removeAll(keepingCapacity: content.capacity <= 256 << 10)
    }

    // MARK: - What libcurl calls

    /// CURLOPT_HEADERFUNCTION, called for each line. libcurl keeps the fields itself; here only
    /// their size counts, and whether the empty line came: libcurl 7.88 takes a header that was cut
    /// short for a whole one without content.
    fileprivate func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
        let count = line.count
        // Not by any line but the first: trailers come here too, after the content.
        if unsafe line.starts(with: "HTTP/".utf8) { isHeaderWhole = false }
        if unsafe count <= 2 && line.last == 10 { isHeaderWhole = true }
        headerBytes += count
        guard headerBytes <= Self.maxHeaderBytes else {
            excess = .header
            return 0
        }
        return count
    }

    /// CURLOPT_WRITEFUNCTION.
    fileprivate func receiveContent(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let limit = contentLimit ?? startContent()
        let room = excess == nil ? limit - content.count : 0
        guard bytes.count <= room else {
            unsafe content.append(contentsOf: bytes.prefix(room))
            excess = .content
            return 0
        }
        unsafe content.append(contentsOf: bytes)
        return bytes.count
    }

    private func startContent() -> Int {
        let isSuccess = (200..<300).contains(easy.number(CURLINFO_RESPONSE_CODE))
        let limit = isSuccess ? maxBody : Self.maxErrorContent
        contentLimit = limit
        // Announced is not sent: no more than a megabyte is set aside on a server's word.
        let announced = easy.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        if isSuccess && announced > limit { excess = .content }
        content.reserveCapacity(min(max(announced, 0), limit, 1 << 20))
        return limit
    }

    /// CURLOPT_OPENSOCKETFUNCTION: the guard, on the very address that is about to be connected to.
    fileprivate func opensSocket(to address: UnsafePointer<sockaddr>) -> Bool {
        // Behind a proxy every connection is one to the proxy, which the configuration chose.
        if exchange?.proxy != nil { return true }
        guard let address = unsafe IPAddress(address) else { return false }
        if limits.allowedAddresses.allows(address) { return true }
        refusedAddress = address
        return false
    }
}

extension Transfer {
    /// The transfer that a callback's context points to.
    static func owner(_ context: UnsafeMutableRawPointer) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// What never changes in the life of the handle.
    private func configureOnce() throws(CurlFailure) {
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
                purpose == CURLSOCKTYPE_IPCXN, let name = unsafe address.pointer(to: \.addr),
                unsafe Transfer.owner(context).opensSocket(to: name)
            else { return CURL_SOCKET_BAD }
            return unsafe socket(
                address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
                address.pointee.protocol)
        }
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

    /// What the limits say.
    private func configure(_ limits: FetchLimits) throws(CurlFailure) {
        let bundle = limits.certificateBundle ?? CurlGlobal.certificateBundle
        try easy.set(CURLOPT_CAINFO, bundle)
        try easy.set(CURLOPT_PROXY_CAINFO, bundle)
        try easy.set(CURLOPT_USERAGENT, limits.userAgent)
    }
}

extension Duration {
    /// Whole milliseconds, at least 1 and at most what fits into a day.
    var milliseconds: Int {
        let day: Duration = .seconds(86_400)
        return max(Int(min(max(self, .zero), day) / .milliseconds(1)), 1)
    }
}
