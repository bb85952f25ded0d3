// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// One member of a compressed segment (RFC 1952): a block of whole lines that is inflated by
/// itself, so that any line is reached without inflating all before it.
///
/// A segment is a row of such members, which every gzip program reads as one file. Each says in a
/// header field of its own, `FW`, how long it is compressed and uncompressed, as BGZF does.
struct GzipMember: Sendable, Equatable {
    /// Uncompressed bytes of a block: 256 KiB inflate in a millisecond and compress as well as
    /// a megabyte, within 1 %.
    static let blockBytes = 256 * 1024
    /// The longest line that is believed; an entry's HTML is at most `max_body`, escaped six-fold.
    static let lengthMax: Int64 = 1 << 30

    /// Where the member begins in the file.
    var fileOffset: Int64
    /// How long it is in the file.
    var fileLength: Int64
    /// Where its bytes begin in the uncompressed segment.
    var offset: Int64
    /// How many they are.
    var length: Int64

    /// The fixed header of RFC 1952 section 2.3 with FEXTRA, the subfield `FW` of eight bytes.
    static let headerBytes = 24

    /// The lengths that a member's first bytes tell; nil when it is another program's member.
    static func lengths(inHeader header: [UInt8]) -> (file: Int64, content: Int64)? {
        guard header.count >= headerBytes,
            header[..<4].elementsEqual([0x1F, 0x8B, 8, 4]),
            header[10..<16].elementsEqual([12, 0, UInt8(ascii: "F"), UInt8(ascii: "W"), 8, 0])
        else { return nil }
        let file = Int64(littleEndian(header[16..<20]))
        let content = Int64(littleEndian(header[20..<24]))
        guard file > Int64(headerBytes), content <= lengthMax else { return nil }
        return (file, content)
    }

    /// The member that holds `block`; nil when zlib has no memory.
    static func compress(_ block: ArraySlice<UInt8>) -> [UInt8]? {
        var stream = unsafe z_stream()
        // A raw stream (negative window bits): header and trailer are ours.
        guard
            unsafe deflateInit2_(
                &stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { _ = unsafe deflateEnd(&stream) }
        let room = unsafe Int(deflateBound(&stream, UInt(block.count)))
        var member = [UInt8](repeating: 0, count: headerBytes + room + 8)
        let made: Int? = unsafe block.withUnsafeBufferPointer { input in
            unsafe member.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = unsafe output.baseAddress.map { unsafe $0 + headerBytes }
                unsafe stream.avail_out = UInt32(room)
                guard unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
                return unsafe Int(stream.total_out)
            }
        }
        guard let made else { return nil }
        let checksum = unsafe block.withUnsafeBufferPointer {
            unsafe UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
        }
        member.removeLast(room - made + 8)
        member += bytes(of: checksum) + bytes(of: UInt32(truncatingIfNeeded: block.count))
        // 255: the operating system is not told; no modification time, so that the same lines
        // give the same file.
        let header: [UInt8] =
            [
                0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 255, 12, 0, UInt8(ascii: "F"), UInt8(ascii: "W"),
                8, 0,
            ]
            + bytes(of: UInt32(member.count)) + bytes(of: UInt32(block.count))
        member.replaceSubrange(..<headerBytes, with: header)
        return member
    }

    /// The number in up to four bytes, least significant first.
    static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(of number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
