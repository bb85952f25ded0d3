// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc

/// An easy handle of libcurl, freed with its owner. Used on one thread at a time.
@safe struct CurlEasy: ~Copyable {
    /// The handle, for the multi handle that it is added to.
    let raw: UnsafeMutableRawPointer

    init() throws(CurlFailure) {
        guard let raw = unsafe curl_easy_init() else {
            throw CurlFailure(operation: "curl_easy_init", code: CURLE_OUT_OF_MEMORY.rawValue)
        }
        unsafe self.raw = raw
    }

    deinit { unsafe curl_easy_cleanup(raw) }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_long(raw, option, value))
    }

    func set(_ option: CURLoption, offset value: Int) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_offset(raw, option, value))
    }

    /// libcurl copies the string; nil resets the option.
    func set(_ option: CURLoption, _ value: String?) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_string(raw, option, value))
    }

    /// The list must live until it is replaced or the handle freed.
    func set(_ option: CURLoption, _ list: borrowing CurlList) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_list(raw, option, list.head))
    }

    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_pointer(raw, option, pointer))
    }

    func set(
        _ option: CURLoption,
        receiver:
            @convention(c) (
                UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
            ) -> Int
    ) throws(CurlFailure) {
        try check(option, unsafe feedwatch_easy_set_receiver(raw, option, receiver))
    }

    func setSocketOpener(
        _ opener:
            @convention(c) (
                UnsafeMutableRawPointer?, curlsocktype, UnsafeMutablePointer<curl_sockaddr>?
            ) -> curl_socket_t
    ) throws(CurlFailure) {
        try check(
            CURLOPT_OPENSOCKETFUNCTION, unsafe feedwatch_easy_set_socket_opener(raw, opener))
    }

    /// A number that libcurl knows of the last transfer; 0 when it does not know.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        let code = unsafe feedwatch_easy_get_long(raw, info, &value)
        return code == CURLE_OK ? value : 0
    }

    /// A size that libcurl knows of the last transfer; -1 when it does not know.
    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = -1
        let code = unsafe feedwatch_easy_get_offset(raw, info, &value)
        return code == CURLE_OK ? value : -1
    }

    /// A field of the header of the last response, the first line of its name if there are several;
    /// each byte a character of ISO 8859-1, so that nothing gets lost.
    func field(_ name: String) -> String? {
        line(0, of: name)?.value
    }

    /// All lines of a field that is a list, as one (RFC 9110 section 5.3).
    func list(_ name: String) -> String? {
        guard let first = line(0, of: name) else { return nil }
        var joined = first.value
        // More lines of one name than these are no honest header.
        for index in 1..<max(min(first.amount, 32), 1) {
            if let next = line(index, of: name) { joined += ", \(next.value)" }
        }
        return joined
    }

    /// One line of a field, and how many there are.
    private func line(_ index: Int, of name: String) -> (value: String, amount: Int)? {
        var field: UnsafeMutablePointer<curl_header>?
        // -1: the last response. CURLHE_MISSING and CURLHE_NOHEADERS mean that there is none.
        let code = unsafe curl_easy_header(raw, name, index, UInt32(CURLH_HEADER), -1, &field)
        guard code == CURLHE_OK, let field = unsafe field, let value = unsafe field.pointee.value
        else { return nil }
        return unsafe (String(latin1: value), field.pointee.amount)
    }

    private func check(_ option: CURLoption, _ code: CURLcode) throws(CurlFailure) {
        guard code == CURLE_OK else {
            throw CurlFailure(
                operation: "curl_easy_setopt \(option.rawValue)", code: code.rawValue)
        }
    }
}

extension String {
    /// The text of a C string of ISO 8859-1.
    init(latin1 text: UnsafePointer<CChar>) {
        let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text))
        if unsafe bytes.allSatisfy({ $0 >= 0 }) {
            self = unsafe String(cString: text)
        } else {
            let scalars = unsafe bytes.map { Unicode.Scalar(UInt8(bitPattern: $0)) }
            self.init(String.UnicodeScalarView(scalars))
        }
    }
}
