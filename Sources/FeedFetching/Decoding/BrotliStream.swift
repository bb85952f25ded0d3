// SPDX-License-Identifier: Apache-2.0

import CBrotli

/// Brotli (RFC 7932).
enum BrotliStream: Sendable {
    static func decode(_ content: [UInt8], limit: Int) -> Decoded {
        // Large windows stay off: 16 MiB is the most that the RFC's own may need.
        guard let state = unsafe BrotliDecoderCreateInstance(nil, nil, nil) else {
            return Decoded(bytes: [], ending: .damaged)
        }
        defer { unsafe BrotliDecoderDestroyInstance(state) }
        var sink = DecodingSink(limit: limit)
        let ending = unsafe content.withUnsafeBufferPointer { input in
            unsafe run(state, input, into: &sink)
        }
        return Decoded(bytes: sink.bytes, ending: ending)
    }

    private static func run(
        _ state: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>, into sink: inout DecodingSink
    ) -> Decoded.Ending {
        var next = input.baseAddress
        var left = input.count
        while true {
            var result = BROTLI_DECODER_RESULT_ERROR
            let fits = unsafe sink.fill { space in
                var room = space.count
                var out = space.baseAddress
                result = unsafe BrotliDecoderDecompressStream(
                    state, &left, &next, &room, &out, nil)
                return space.count - room
            }
            guard fits else { return .tooLarge }
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS: return .whole
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return .cut
            default: return .damaged
            }
        }
    }
}
