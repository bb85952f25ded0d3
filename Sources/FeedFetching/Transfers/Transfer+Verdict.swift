// SPDX-License-Identifier: Apache-2.0

import CCurl
import SystemCalls

/// What is to become of an exchange after a hop.
enum Verdict {
    case follow(FetchURL, status: Int)
    case done(FetchEnding)

    static func failed(_ failure: FetchFailure) -> Verdict { .done(.settled(.failed(failure))) }
    static func response(_ response: FetchResponse) -> Verdict {
        .done(.settled(.response(response)))
    }
}

extension Transfer {
    /// Judges the hop that ended with `code`; the content goes over into the outcome.
    func verdict(
        _ code: CURLcode, on exchange: Exchange, maxRedirects: Int, decoder: ContentDecoder
    ) -> Verdict {
        let status = easy.number(CURLINFO_RESPONSE_CODE)
        let total = max(easy.size(CURLINFO_TOTAL_TIME_T), 0)
        exchange.spent += total
        if exchange.sentAt == nil {
            exchange.sentAt =
                SystemClock.monotonicMilliseconds() - Int64(total - timeToReceipt(of: total)) / 1000
        }
        exchange.wireBytes += content.count
        let isSuccess = (200..<300).contains(status)
        if code == CURLE_OK, !isHeaderWhole {
            return .failed(exchange.failure(.protocol, "the header ends early"))
        }
        if code == CURLE_OK || excess == .content {
            if let verdict = redirection(status, of: exchange, maxRedirects) { return verdict }
            if isSuccess { return success(status, exchange) }
            return .response(errorResponse(status, exchange, decoder))
        }
        // The header of a redirect or an error says all that is needed, even if the content was
        // cut. (Not so after a header beyond all bounds, or when the status is the proxy's.)
        if status >= 300, excess == nil, !isTunnelRefused {
            if let verdict = redirection(status, of: exchange, maxRedirects) { return verdict }
            return .response(errorResponse(status, exchange, decoder, isTruncated: true))
        }
        let (kind, reason) = classify(code, hasContent: isSuccess)
        var partial: FetchResponse?
        if isSuccess, !content.isEmpty, kind == .truncated || kind == .timeout {
            partial = response(
                status, exchange, body: decoded(decoder).bytes, isTruncated: true)
        }
        let httpStatus = status == 0 ? nil : status
        return .failed(exchange.failure(kind, reason, httpStatus: httpStatus, partial: partial))
    }

    /// How long after the start the server can be taken to have the request, in microseconds: not
    /// before the connection was made, and when the answer began at the latest. Of servers that
    /// take longer than a moment to answer, most of it is not for the way there.
    private func timeToReceipt(of total: Int) -> Int {
        let sent = min(max(easy.size(CURLINFO_PRETRANSFER_TIME_T), 0), total)
        let answered = min(max(easy.size(CURLINFO_STARTTRANSFER_TIME_T), sent), total)
        return min(answered, sent + Self.moment)
    }

    /// A twentieth of a second: what a busy machine takes to read a request, and a long way.
    private static let moment = 50_000

    /// The status codes with which a Location is followed (RFC 9110 section 15.4).
    private static let redirections: Set<Int> = [301, 302, 303, 307, 308]

    /// Whether the proxy would not make a tunnel to the server.
    var isTunnelRefused: Bool {
        let status = easy.number(CURLINFO_HTTP_CONNECTCODE)
        return status != 0 && !(200..<300).contains(status)
    }

    /// What a redirect leads to; nil when the response is none.
    private func redirection(_ status: Int, of exchange: Exchange, _ limit: Int) -> Verdict? {
        guard Self.redirections.contains(status),
            let location = easy.field("Location"), !location.isEmpty
        else { return nil }
        guard exchange.redirects.count < limit else {
            return .failed(
                exchange.failure(
                    .tooManyRedirects, "more than \(limit) redirects", httpStatus: status))
        }
        do {
            // The field's bytes are UTF-8 if they are beyond ASCII at all.
            let bytes = location.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            let target = try exchange.url.target(
                ofLocation: String(decoding: bytes, as: UTF8.self))
            return .follow(target, status: status)
        } catch {
            return .failed(exchange.failure(error.kind, error.message, httpStatus: status))
        }
    }

    /// The content goes on as it is: whoever makes something of it undoes its encodings.
    private func success(_ status: Int, _ exchange: Exchange) -> Verdict {
        if excess == .content {
            return .failed(
                exchange.failure(.tooLarge, FetchFailure.tooLarge(maxBody), httpStatus: status))
        }
        guard let codings else {
            return .failed(
                exchange.failure(
                    .encoding, "the content is encoded more often than anybody needs",
                    httpStatus: status))
        }
        // Not copied: this is the bulk of all bytes.
        let body = content
        content = []
        let response = response(status, exchange, body: body, isTruncated: false)
        if codings.isEmpty, ContentCoding(magicOf: body) == nil { return .response(response) }
        return .done(
            .encoded(
                EncodedResponse(
                    response: response, codings: codings, limit: maxBody,
                    host: exchange.url.origin.host)))
    }

    /// What the header says of the content; nil for more than anybody needs.
    private var codings: [ContentCoding]? {
        ContentCoding.applied(easy.list("Content-Encoding"))
    }

    /// The beginning of an error's content, for those who look for a bot check in it.
    private func errorResponse(
        _ status: Int, _ exchange: Exchange, _ decoder: ContentDecoder, isTruncated: Bool = false
    ) -> FetchResponse {
        let decoded = decoded(decoder)
        let body = Array(decoded.bytes.prefix(Self.maxErrorContent))
        let isWhole = !isTruncated && excess == nil && body.count == decoded.bytes.count
        return response(status, exchange, body: body, isTruncated: !isWhole)
    }

    private func decoded(_ decoder: ContentDecoder) -> Decoded {
        guard let codings else { return Decoded(bytes: [], ending: .damaged) }
        if !codings.isEmpty || ContentCoding(magicOf: content) != nil {
            return decoder.decode(content, codings)
        }
        defer { content = [] }
        return Decoded(bytes: content, ending: .whole)
    }

    private func response(
        _ status: Int, _ exchange: Exchange, body: [UInt8], isTruncated: Bool
    ) -> FetchResponse {
        var response = FetchResponse(
            status: status, effectiveURL: exchange.url.text, redirects: exchange.redirects,
            body: body, isTruncated: isTruncated, wireBytes: exchange.wireBytes,
            duration: .microseconds(exchange.spent))
        response.sentAt = exchange.sentAt
        response.etag = easy.field("ETag")
        response.lastModified = easy.field("Last-Modified")
        response.contentType = easy.field("Content-Type")
        response.retryAfter = easy.field("Retry-After")
        response.cacheControl = easy.list("Cache-Control")
        response.pragma = easy.list("Pragma")
        response.expires = easy.field("Expires")
        response.date = easy.field("Date")
        response.age = easy.field("Age")
        response.instanceManipulation = easy.list("IM")
        return response
    }
}
