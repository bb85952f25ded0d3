// SPDX-License-Identifier: Apache-2.0

import CZlib

/// gzip and deflate piece by piece: for what was cut short, has several members, or hides its size.
enum InflateStream: Sendable {
    enum Format { case gzip, deflate }

    static func decode(_ content: [UInt8], _ format: Format, limit: Int) -> Decoded {
        var stream = unsafe z_stream()
        guard unsafe start(&stream, windowBits(content, format)) else {
            return Decoded(bytes: [], ending: .damaged)
        }
        defer { _ = unsafe inflateEnd(&stream) }
        var sink = DecodingSink(limit: limit)
        let ending = unsafe content.withUnsafeBufferPointer { input in
            // zlib does not write to its input (zlib.h: `z_const`).
            unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.avail_in = UInt32(clamping: input.count)
            return unsafe run(&stream, into: &sink, isGzip: format == .gzip)
        }
        return Decoded(bytes: sink.bytes, ending: ending)
    }

    private static func run(
        _ stream: inout z_stream, into sink: inout DecodingSink, isGzip: Bool
    ) -> Decoded.Ending {
        while true {
            var code = Z_OK
            let fits = unsafe sink.fill { space in
                unsafe stream.next_out = space.baseAddress
                unsafe stream.avail_out = UInt32(space.count)
                code = unsafe inflate(&stream, Z_NO_FLUSH)
                return unsafe space.count - Int(stream.avail_out)
            }
            guard fits else { return .tooLarge }
            switch code {
            case Z_OK: continue
            case Z_STREAM_END:
                // RFC 1952 section 2.2: another member may follow. Anything else behind the end is
                // padding, which gzip(1) ignores too.
                guard isGzip, unsafe startsMember(stream) else { return .whole }
                guard unsafe inflateReset(&stream) == Z_OK else { return .damaged }
            // No progress with room for output: the input is used up before its end.
            case Z_BUF_ERROR: return .cut
            default: return .damaged
            }
        }
    }

    private static func startsMember(_ stream: z_stream) -> Bool {
        guard unsafe stream.avail_in >= 2, let next = unsafe stream.next_in else { return false }
        return unsafe next[0] == 0x1F && next[1] == 0x8B
    }

    /// zlib.h, `inflateInit2`: 16 more for gzip, negative for deflate without the zlib header, which
    /// some servers send as `deflate` (RFC 9110 section 8.4.1.2 warns of them).
    private static func windowBits(_ content: [UInt8], _ format: Format) -> Int32 {
        if format == .gzip { return MAX_WBITS + 16 }
        guard content.count >= 2, content[0] & 0x0F == 8,
            (Int(content[0]) << 8 | Int(content[1])) % 31 == 0
        else { return -MAX_WBITS }
        return MAX_WBITS
    }

    private static func start(_ stream: inout z_stream, _ windowBits: Int32) -> Bool {
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        return unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK
    }
}
