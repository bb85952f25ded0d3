// SPDX-License-Identifier: Apache-2.0

import CCurl

/// A multi handle of libcurl: many transfers, one connection cache. Used on one thread, but for
/// `wakeup`.
@safe final class CurlMulti {
    private let raw: UnsafeMutableRawPointer

    init() throws(CurlFailure) {
        guard CurlGlobal.initialisation == CURLE_OK else {
            throw CurlFailure(
                operation: "curl_global_init", code: CurlGlobal.initialisation.rawValue)
        }
        guard let raw = unsafe curl_multi_init() else {
            throw CurlFailure(operation: "curl_multi_init", code: CURLE_OUT_OF_MEMORY.rawValue)
        }
        unsafe self.raw = raw
    }

    /// No easy handle may be in it any more (curl_multi_cleanup(3)).
    deinit {
        // Fails for a bad handle only.
        _ = unsafe curl_multi_cleanup(raw)
    }

    /// What other threads may wake `poll` with while this object lives.
    var wakeup: Wakeup { unsafe Wakeup(multi: raw) }

    func set(_ option: CURLMoption, _ value: Int) throws(CurlFailure) {
        try check("curl_multi_setopt", unsafe feedwatch_multi_set_long(raw, option, value))
    }

    func add(_ easy: borrowing CurlEasy) throws(CurlFailure) {
        try check("curl_multi_add_handle", unsafe curl_multi_add_handle(raw, easy.raw))
    }

    /// Ends the transfer of `easy` if it is not over.
    func remove(_ easy: borrowing CurlEasy) throws(CurlFailure) {
        try check("curl_multi_remove_handle", unsafe curl_multi_remove_handle(raw, easy.raw))
    }

    /// Does what can be done without waiting.
    func perform() throws(CurlFailure) {
        var running: Int32 = 0
        try check("curl_multi_perform", unsafe curl_multi_perform(raw, &running))
    }

    /// Waits until there is something to do, a time-out of libcurl's own included, `wakeup` is
    /// called, or the time is over.
    func poll(milliseconds: Int32) throws(CurlFailure) {
        try check("curl_multi_poll", unsafe curl_multi_poll(raw, nil, 0, milliseconds, nil))
    }

    /// The next transfer that is over: what CURLOPT_PRIVATE holds for it, and its result.
    func nextDone() -> (owner: UnsafeMutableRawPointer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(raw, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            var owner: UnsafeMutableRawPointer?
            let code = unsafe feedwatch_easy_get_pointer(
                message.pointee.easy_handle, CURLINFO_PRIVATE, &owner)
            // Every handle has its owner before it is added.
            guard code == CURLE_OK, let owner = unsafe owner else { continue }
            return unsafe (owner, feedwatch_message_result(message))
        }
        return nil
    }

    private func check(_ operation: String, _ code: CURLMcode) throws(CurlFailure) {
        guard code == CURLM_OK else {
            throw CurlFailure(operation: operation, code: UInt32(bitPattern: code.rawValue))
        }
    }
}

/// Ends the waiting of a `CurlMulti` from another thread.
///
/// Sendable although it holds a pointer: curl_multi_wakeup(3) may be called from any thread while
/// the handle lives; `Inbox` drops its copy, under its lock, before the handle is freed.
@safe struct Wakeup: @unchecked Sendable {
    fileprivate let multi: UnsafeMutableRawPointer

    func callAsFunction() {
        // Fails when the pipe is full, and then the loop wakes up anyway.
        _ = unsafe curl_multi_wakeup(multi)
    }
}
