// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Undoes content codings of bodies that are there as a whole.
///
/// As a whole, since libdeflate then does gzip 95 KB in 120 µs where zlib, piece by piece as libcurl
/// would have it, needs 430 µs (measured), and since only the end of the encoded content tells
/// whether it is all there: libcurl 7.88 takes a gzip stream that was cut short for a whole one.
@safe public final class ContentDecoder {
    private let deflater: OpaquePointer?
    /// The most bytes that any coding may give.
    var limit: Int

    /// A decoder for one thread.
    public convenience init() { self.init(limit: 0) }

    init(limit: Int) {
        self.limit = limit
        // NULL for lack of memory: then zlib does it all.
        unsafe deflater = libdeflate_alloc_decompressor()
    }

    deinit { unsafe libdeflate_free_decompressor(deflater) }

    /// Undoes `codings`, which were applied in their order, the last one first; and gzip that
    /// nobody named: files that were compressed before they were uploaded, and then by the server
    /// once more or not at all.
    func decode(_ content: [UInt8], _ codings: [ContentCoding]) -> Decoded {
        var result = Decoded(bytes: content, ending: .whole)
        for coding in codings.reversed() { undo(coding, &result) }
        var depth = codings.count
        while depth < ContentCoding.maxStacked, let coding = ContentCoding(magicOf: result.bytes) {
            undo(coding, &result)
            depth += 1
        }
        return result
    }

    private func undo(_ coding: ContentCoding, _ result: inout Decoded) {
        let inner = decode(result.bytes, coding)
        // What was cut or damaged outside stays so, whatever the inside says.
        result = Decoded(
            bytes: inner.bytes, ending: result.ending == .whole ? inner.ending : result.ending)
    }

    private func decode(_ content: [UInt8], _ coding: ContentCoding) -> Decoded {
        if content.isEmpty { return Decoded(bytes: [], ending: .whole) }
        let decoded = decode(labelled: content, coding)
        // Servers that label plain text as encoded exist.
        if decoded.ending == .damaged || decoded.ending == .cut, Self.isMarkup(content) {
            return Decoded(bytes: content, ending: .whole)
        }
        return decoded
    }

    /// Whether the bytes begin as XML, HTML or JSON do, white space and a byte order mark aside:
    /// 64 bytes without a control character, which nothing encoded has but by the rarest chance.
    private static func isMarkup(_ content: [UInt8]) -> Bool {
        let text = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content[...]
        guard let first = text.first(where: { $0 > 0x20 }),
            first == UInt8(ascii: "<") || first == UInt8(ascii: "{")
        else { return false }
        return text.prefix(64).allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
    }

    private func decode(labelled content: [UInt8], _ coding: ContentCoding) -> Decoded {
        switch coding {
        case .gzip:
            // Servers that label plain XML as gzip exist; what has no gzip header is no gzip.
            guard content.starts(with: [0x1F, 0x8B]) else {
                return Decoded(bytes: content, ending: .whole)
            }
            return wholeGzip(content) ?? InflateStream.decode(content, .gzip, limit: limit)
        case .deflate: return InflateStream.decode(content, .deflate, limit: limit)
        case .brotli: return BrotliStream.decode(content, limit: limit)
        case .zstd: return ZstdStream.decode(content, limit: limit)
        }
    }

    /// The content of the ordinary case: one gzip member and nothing behind it. Nil for any other.
    private func wholeGzip(_ content: [UInt8]) -> Decoded? {
        // RFC 1952 section 2.3.1: the last four bytes are the size, least significant first. It is
        // the server's word: within the limit, and within what deflate can expand to (1032 : 1),
        // it says how much to allocate, and libdeflate says whether it was true.
        guard let deflater = unsafe deflater, content.count >= 18 else { return nil }
        let size = content.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size > 0, size <= limit, size / 1032 <= content.count else { return nil }
        var consumed = 0
        var isWhole = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var produced = 0
            let code = unsafe content.withUnsafeBytes { input in
                unsafe libdeflate_gzip_decompress_ex(
                    deflater, input.baseAddress, input.count, buffer.baseAddress, size,
                    &consumed, &produced)
            }
            isWhole = code == LIBDEFLATE_SUCCESS && consumed == content.count
            count = isWhole ? produced : 0
        }
        return isWhole ? Decoded(bytes: bytes, ending: .whole) : nil
    }
}

/// Its scratch memory is one thread's.
@available(*, unavailable)
extension ContentDecoder: Sendable {}
