// SPDX-License-Identifier: Apache-2.0

import CCurl
import CIDN2

/// libcurl's URL parser (curl_url(3)): a URL in parts.
@safe struct URLParser: ~Copyable {
    private let raw: OpaquePointer

    /// - Throws: A failure of kind `resources` when there is no memory.
    init() throws(FetchFailure) {
        guard let raw = unsafe curl_url() else {
            throw FetchFailure(kind: .resources, message: "out of memory")
        }
        unsafe self.raw = raw
    }

    deinit { unsafe curl_url_cleanup(raw) }

    /// Reads a URL, absolute or relative to the one read before.
    func read(_ text: String) throws(FetchFailure) {
        // Spaces and bytes beyond ASCII, which feeds and redirects do contain, get percent-encoded.
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        // A NUL would end the C string early and leave another URL than the one written.
        guard !text.utf8.contains(0) else {
            throw FetchFailure(kind: .url, message: "the URL has a NUL in it")
        }
        try check(unsafe curl_url_set(raw, CURLUPART_URL, text, flags))
    }

    /// Replaces a part; nil removes it.
    func set(_ part: CURLUPart, to value: String?) throws(FetchFailure) {
        try check(unsafe curl_url_set(raw, part, value, 0))
    }

    /// A part, nil when there is none; `flags` are those of curl_url_get(3).
    func part(
        _ part: CURLUPart, flags: Int32 = 0
    ) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(raw, part, &value, UInt32(flags)) == CURLUE_OK,
            let value = unsafe value
        else { return nil }
        defer { unsafe curl_free(value) }
        return unsafe String(cString: value)
    }

    /// Puts the host into lower case and ASCII (UTS 46, as libcurl does, but whatever the locale)
    /// and gives it without brackets.
    func makeHostASCII() throws(FetchFailure) -> String {
        guard var host = part(CURLUPART_HOST), !host.isEmpty else {
            throw FetchFailure(kind: .url, message: "the URL has no host")
        }
        let isPlain = host.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
        if !isPlain {
            host = host.utf8.contains { $0 >= 0x80 } ? try Self.ascii(host) : host.lowercased()
            try set(CURLUPART_HOST, to: host)
        }
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    private static func ascii(_ host: String) throws(FetchFailure) -> String {
        var ascii: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let code = unsafe idn2_lookup_u8(host, &ascii, flags)
        guard code == IDN2_OK.rawValue, let ascii = unsafe ascii else {
            let reason = unsafe String(cString: idn2_strerror(code))
            throw FetchFailure(kind: .url, message: "the host is no domain name: \(reason)")
        }
        defer { unsafe idn2_free(ascii) }
        return unsafe String(cString: ascii)
    }

    private func check(_ code: CURLUcode) throws(FetchFailure) {
        guard code == CURLUE_OK else {
            let reason = unsafe String(cString: curl_url_strerror(code))
            throw FetchFailure(kind: .url, message: "the URL cannot be read: \(reason)")
        }
    }
}
