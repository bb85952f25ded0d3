// SPDX-License-Identifier: Apache-2.0

/// The field lines that a request sends besides those that libcurl makes itself.
enum RequestHeader {
    /// Feed types before all else, but nothing refused: many feeds come as text/html or worse.
    static let accept =
        "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
        + "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, "
        + "*/*;q=0.5"
    static let acceptEncoding = "Accept-Encoding: \(ContentCoding.offered)"

    /// The lines of one hop, as bytes in the form that CURLOPT_HTTPHEADER(3) wants.
    static func lines(of exchange: Exchange) -> [[UInt8]] {
        let request = exchange.request
        var lines: [[UInt8]] = []
        let own = exchange.hopHeaders.filter { isClean($0.name) && isClean($0.value) }
        let replaced = Set(own.map { $0.name.lowercased() })
        if !replaced.contains("accept") { lines.append(Array(accept.utf8)) }
        if !replaced.contains("accept-encoding") { lines.append(Array(acceptEncoding.utf8)) }
        if let etag = request.etag, let line = validator("If-None-Match: ", etag) {
            lines.append(line)
        }
        if let date = request.lastModified, let line = validator("If-Modified-Since: ", date) {
            lines.append(line)
        }
        if request.acceptsDelta { lines.append(Array("A-IM: feed".utf8)) }
        for field in own {
            // To libcurl "Name:" means: leave the field out; "Name;" sends it empty.
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            lines.append(Array(line.utf8))
        }
        return lines
    }

    /// The line with the bytes as they came: one for each character (see `FetchResponse`). Nil for
    /// a value that is empty, holds a control character, or cannot have come from a field.
    private static func validator(_ name: StaticString, _ value: String) -> [UInt8]? {
        guard !value.isEmpty, isClean(value) else { return nil }
        var line = Array(name.description.utf8)
        for scalar in value.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            line.append(byte)
        }
        return line
    }

    /// Whether the text can stand in a field without ending it (RFC 9110 section 5.5).
    static func isClean(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
