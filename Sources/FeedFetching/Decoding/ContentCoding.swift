// SPDX-License-Identifier: Apache-2.0

/// A content coding (RFC 9110 section 8.4.1).
enum ContentCoding: Sendable {
    case gzip, deflate, brotli, zstd

    /// What Accept-Encoding offers: all that libcurl would, and in its order.
    static let offered = "deflate, gzip, br, zstd"

    /// More codings on top of each other than these are an attack, not a feed.
    static let maxStacked = 3

    /// The codings named by Content-Encoding, in the order in which they were applied; nil
    /// for more than anybody needs.
    ///
    /// A name that is not known counts for nothing: servers write `identity`, `none`, `utf-8` and
    /// worse in front of plain XML. If it did stand for something, the parser will say that this is
    /// no feed.
    static func applied(_ field: String?) -> [ContentCoding]? {
        guard let field else { return [] }
        let codings = field.split(separator: ",").compactMap { name in
            ContentCoding(name: String(name.filter { $0 != " " && $0 != "\t" }).lowercased())
        }
        return codings.count <= maxStacked ? codings : nil
    }

    /// The coding that bytes show by themselves: gzip's header, with which no feed begins.
    init?(magicOf content: [UInt8]) {
        guard content.starts(with: [0x1F, 0x8B]) else { return nil }
        self = .gzip
    }

    private init?(name: String) {
        switch name {
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        case "br": self = .brotli
        case "zstd": self = .zstd
        default: return nil
        }
    }
}
