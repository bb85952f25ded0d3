// SPDX-License-Identifier: Apache-2.0

/// The field lines that a request sends besides those that libcurl makes itself.
enum RequestHeader {
    /// Feed types before all else, but nothing refused: many feeds come as text/html or worse.
    static let accept =
        "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
        + "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, "
        + "*/*;q=0.5"
    static let acceptEncoding = "Accept-Encoding: \(ContentCoding.offered)"

    /// The lines of one hop, in the form that CURLOPT_HTTPHEADER(3) wants.
    static func lines(of exchange: Exchange) throws(CurlFailure) -> CurlList {
        let request = exchange.request
        var lines = CurlList()
        let own = exchange.hopHeaders.filter { isClean($0.name) && isClean($0.value) }
        let replaced = Set(own.map { $0.name.lowercased() })
        if !replaced.contains("accept") { try lines.append(accept) }
        if !replaced.contains("accept-encoding") { try lines.append(acceptEncoding) }
        if let etag = request.etag { try append("If-None-Match: ", etag, to: &lines) }
        if let date = request.lastModified { try append("If-Modified-Since: ", date, to: &lines) }
        if request.acceptsDelta { try lines.append("A-IM: feed") }
        for field in own {
            // To libcurl "Name:" means: leave the field out; "Name;" sends it empty.
            try lines.append(
                field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        return lines
    }

    /// Adds a validator with the bytes as they came: one for each character (see `FetchResponse`).
    /// Not one that is empty, holds a control character, or cannot have come from a field.
    private static func append(
        _ name: String, _ value: String, to lines: inout CurlList
    ) throws(CurlFailure) {
        guard !value.isEmpty, isClean(value) else { return }
        if value.utf8.allSatisfy({ $0 < 0x80 }) { return try lines.append(name + value) }
        var line = Array(name.utf8)
        for scalar in value.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return }
            line.append(byte)
        }
        try lines.append(line)
    }

    /// Whether the text can stand in a field without ending it (RFC 9110 section 5.5).
    static func isClean(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
