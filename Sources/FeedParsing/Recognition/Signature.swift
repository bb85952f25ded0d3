// SPDX-License-Identifier: Apache-2.0

/// What bytes are by how they begin.
enum Signature {
    /// The kind of a document that is no text; nil for one that may be.
    static func kind(of body: UnsafeBufferPointer<UInt8>) -> NotAFeed.Kind? {
        if body.isEmpty { return .empty }
        for (magic, kind) in known where unsafe body.starts(with: magic) { return kind }
        if let kind = unsafe container(body) { return kind }
        if unsafe isZlib(body) { return .compressed }
        return unsafe isBinary(body) ? .binary : nil
    }

    private static let known: [([UInt8], NotAFeed.Kind)] = [
        ([0x1F, 0x8B], .compressed),  // gzip
        ([0x28, 0xB5, 0x2F, 0xFD], .compressed),  // zstd
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .compressed),  // xz
        ([0x42, 0x5A, 0x68], .compressed),  // bzip2
        ([0x50, 0x4B, 0x03, 0x04], .compressed),  // zip
        ([0x89, 0x50, 0x4E, 0x47], .image),  // PNG
        ([0xFF, 0xD8, 0xFF], .image),  // JPEG
        (Array("GIF8".utf8), .image),
        ([0x00, 0x00, 0x01, 0x00], .image),  // ICO
        (Array("II*\0".utf8), .image),  // TIFF
        (Array("MM\0*".utf8), .image),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .compressed),  // 7z
        (Array("Rar!".utf8), .compressed),
        (Array("ID3".utf8), .binary),  // MP3
        (Array("OggS".utf8), .binary),
        (Array("%PDF".utf8), .pdf),
    ]

    /// Containers that say behind their first bytes what is in them: RIFF, ISO media files.
    private static func container(_ body: UnsafeBufferPointer<UInt8>) -> NotAFeed.Kind? {
        if unsafe ByteSearch.hasPrefix("riff", in: body, at: 0) {
            return unsafe ByteSearch.hasPrefix("webp", in: body, at: 8) ? .image : .binary
        }
        guard unsafe ByteSearch.hasPrefix("ftyp", in: body, at: 4) else { return nil }
        let brands: [StaticString] = ["avif", "avis", "heic", "mif1"]
        let isImage = brands.contains { unsafe ByteSearch.hasPrefix($0, in: body, at: 8) }
        return isImage ? .image : .binary
    }

    /// A zlib header (RFC 1950 section 2.2): deflate, and a check that is a multiple of 31.
    private static func isZlib(_ body: UnsafeBufferPointer<UInt8>) -> Bool {
        guard body.count > 2, unsafe body[0] == 0x78 else { return false }
        let header = unsafe Int(body[0]) << 8 | Int(body[1])
        return header % 31 == 0
    }

    /// Whether there are more control characters than any text has, and no zeros in the places
    /// where UTF-16 and UTF-32 have them.
    private static func isBinary(_ body: UnsafeBufferPointer<UInt8>) -> Bool {
        let sample = unsafe body.prefix(512)
        var (zeros, controls, markup) = (0, 0, false)
        for index in unsafe 0..<sample.count {
            let byte = unsafe sample[index]
            if byte == 0 {
                zeros += 1
            } else if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x1B {
                controls += 1
            }
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") { markup = true }
        }
        // UTF-16 of East Asia has few zeros, and few controls.
        return unsafe controls * 10 > sample.count && !(markup && zeros * 4 > sample.count)
    }
}
