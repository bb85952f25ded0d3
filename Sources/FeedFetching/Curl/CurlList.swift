// SPDX-License-Identifier: Apache-2.0

import CCurl

/// A list of strings as libcurl takes it. libcurl does not copy it: it must outlive the transfer.
@safe struct CurlList: ~Copyable {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    init() { unsafe head = nil }

    deinit { unsafe curl_slist_free_all(head) }

    /// Adds a copy of `string`.
    mutating func append(_ string: String) throws(CurlFailure) {
        try unsafe store(curl_slist_append(head, string))
    }

    /// Adds a copy of the bytes, which must hold no NUL.
    mutating func append(_ bytes: [UInt8]) throws(CurlFailure) {
        let grown = unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe curl_slist_append(head, text.baseAddress)
            }
        }
        try unsafe store(grown)
    }

    private mutating func store(
        _ grown: UnsafeMutablePointer<curl_slist>?
    ) throws(CurlFailure) {
        // NULL is for lack of memory; the old list stays as it was then.
        guard let grown = unsafe grown else {
            throw CurlFailure(operation: "curl_slist_append", code: CURLE_OUT_OF_MEMORY.rawValue)
        }
        unsafe head = grown
    }
}
