// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc
import SystemCalls

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
    /// Why the kernel gave no socket during this transfer; 0 when it did.
    private(set) var socketError: Int32 = 0
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
    let errorText: UnsafeMutablePointer<CChar>

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

    deinit {
        // The handle is freed after this, and must not write there any more.
        try? unsafe easy.set(CURLOPT_ERRORBUFFER, pointer: nil)
        unsafe errorText.deallocate()
    }

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
        let total = limits.requestTimeout.timeoutMilliseconds
        let left = max(total - exchange.spent / 1000, 1)
        try easy.set(CURLOPT_TIMEOUT_MS, left)
        try easy.set(
            CURLOPT_CONNECTTIMEOUT_MS, min(limits.connectTimeout.timeoutMilliseconds, left))
        unsafe errorText.pointee = 0
        headerBytes = 0
        isHeaderWhole = false
        contentLimit = nil
        refusedAddress = nil
        socketError = 0
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
    func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
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
    func receiveContent(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
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
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard let name = unsafe address.pointer(to: \.addr), unsafe mayConnect(to: name) else {
            return CURL_SOCKET_BAD
        }
        let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(address.pointee.family, kind, address.pointee.protocol)
        if descriptor < 0 { socketError = errno }
        return descriptor
    }

    private func mayConnect(to address: UnsafePointer<sockaddr>) -> Bool {
        // Behind a proxy every connection is one to the proxy, which the configuration chose.
        if exchange?.proxy != nil { return true }
        guard let address = unsafe IPAddress(address) else { return false }
        if limits.allowedAddresses.allows(address) { return true }
        refusedAddress = address
        return false
    }
}
