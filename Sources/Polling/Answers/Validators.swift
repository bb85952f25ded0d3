// SPDX-License-Identifier: Apache-2.0

/// What a response offered to make the next request conditional (RFC 9110 section 8.8), byte for
/// byte: one character of ISO 8859-1 for each byte of the wire.
public struct Validators: Sendable, Equatable {
    /// ETag, with its quotes and `W/`.
    public var etag: String?
    /// Last-Modified, as the server wrote it.
    public var lastModified: String?

    /// Validators as a response gave them. What could not be sent back is left out: values with
    /// control characters, empty ones, and longer ones than any server means.
    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag.flatMap(Self.sendable)
        self.lastModified = lastModified.flatMap(Self.sendable)
    }

    /// Whether there is nothing to send.
    public var isEmpty: Bool { etag == nil && lastModified == nil }

    /// Takes over what a 304 carries; what it leaves out stays (RFC 9111 section 3.2).
    mutating func refresh(with newer: Validators) {
        etag = newer.etag ?? etag
        lastModified = newer.lastModified ?? lastModified
    }

    /// The most characters kept: servers accept header lines of 8 KiB (nginx, Apache).
    private static let longest = 4096

    /// RFC 9110 section 5.5: a field value holds no control character but the tab; an ETag or a
    /// date holds none at all, and one that came from a broken server is not worth keeping.
    private static func sendable(_ value: String) -> String? {
        let scalars = value.unicodeScalars
        guard !scalars.isEmpty, scalars.count <= longest,
            scalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0.value <= 0xFF }),
            scalars.contains(where: { $0 != " " })
        else { return nil }
        return value
    }
}
