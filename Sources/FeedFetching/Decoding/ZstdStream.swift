// SPDX-License-Identifier: Apache-2.0

import CZstd

/// Zstandard (RFC 8878).
enum ZstdStream: Sendable {
    /// RFC 9659: as a content coding no window may be larger than 8 MiB.
    private static let maxWindowLog: Int32 = 23

    static func decode(_ content: [UInt8], limit: Int) -> Decoded {
        guard let stream = unsafe ZSTD_createDStream() else {
            return Decoded(bytes: [], ending: .damaged)
        }
        // Fails for a bad pointer only.
        defer { _ = unsafe ZSTD_freeDStream(stream) }
        let set = unsafe ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, maxWindowLog)
        guard ZSTD_isError(set) == 0 else { return Decoded(bytes: [], ending: .damaged) }
        var sink = DecodingSink(limit: limit)
        let ending = unsafe content.withUnsafeBytes { input in
            unsafe run(stream, input, into: &sink)
        }
        return Decoded(bytes: sink.bytes, ending: ending)
    }

    private static func run(
        _ stream: OpaquePointer, _ content: UnsafeRawBufferPointer, into sink: inout DecodingSink
    ) -> Decoded.Ending {
        var input = unsafe ZSTD_inBuffer(src: content.baseAddress, size: content.count, pos: 0)
        while true {
            var hint = 0
            var isFull = false
            let fits = unsafe sink.fill { space in
                var output = unsafe ZSTD_outBuffer(
                    dst: space.baseAddress, size: space.count, pos: 0)
                hint = unsafe ZSTD_decompressStream(stream, &output, &input)
                isFull = unsafe output.pos == space.count
                return unsafe output.pos
            }
            guard fits else { return .tooLarge }
            if ZSTD_isError(hint) != 0 { return .damaged }
            // 0 at the end of a frame (zstd.h); frames may follow each other.
            if unsafe input.pos < input.size { continue }
            if hint == 0 { return .whole }
            if !isFull { return .cut }
        }
    }
}
