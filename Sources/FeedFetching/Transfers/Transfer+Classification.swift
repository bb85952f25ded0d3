// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc
import SystemCalls

extension Transfer {
    /// What libcurl's code means for a poll (libcurl-errors(3)), and why in words.
    ///
    /// - Parameter hasContent: Whether the header of a success had come.
    func classify(_ code: CURLcode, hasContent: Bool) -> (FetchFailure.Kind, String) {
        let reason = errorMessage
        let words = reason.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : reason
        // libcurl calls a line of more than 100 KB "out of memory" (DYN_H1_HEADERS in its sources).
        let isHeaderExcessive =
            excess == .header
            || code == CURLE_OUT_OF_MEMORY && !isHeaderWhole
                && easy.size(CURLINFO_STARTTRANSFER_TIME_T) > 0
        if isHeaderExcessive {
            return (.tooLarge, "the header is larger than any honest one")
        }
        if isTunnelRefused { return (.proxy, words) }
        switch code {
        case CURLE_COULDNT_CONNECT: return connectionFailure(words)
        case CURLE_OPERATION_TIMEDOUT: return (.timeout, words)
        case CURLE_COULDNT_RESOLVE_HOST: return (.dns, words)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return (.proxy, words)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            return (.tls, words)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_SEND_ERROR, CURLE_GOT_NOTHING:
            return (hasContent ? .truncated : .protocol, words)
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: return (.resources, words)
        case CURLE_URL_MALFORMAT: return (.url, words)
        default: return (.protocol, words)
        }
    }

    /// Why no connection was made: by the guard, or by what the kernel said last.
    private func connectionFailure(_ words: String) -> (FetchFailure.Kind, String) {
        if let refusedAddress {
            return (.addressRefused, refusedAddress.refusalReason)
        }
        if exchange?.proxy != nil { return (.proxy, words) }
        let number = socketError == 0 ? Int32(easy.number(CURLINFO_OS_ERRNO)) : socketError
        let reason = number == 0 ? words : connectionError(number).description
        switch number {
        case ECONNREFUSED: return (.refused, reason)
        case ETIMEDOUT: return (.timeout, reason)
        case EMFILE, ENFILE, ENOMEM, ENOBUFS, EADDRNOTAVAIL: return (.resources, reason)
        default: return (.unreachable, reason)
        }
    }

    /// libcurl's own words leave the kernel's out.
    private func connectionError(_ number: Int32) -> SystemError {
        SystemError(
            operation: "connect", path: exchange?.url.origin.server ?? "", errno: number)
    }
}
