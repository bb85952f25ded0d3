// SPDX-License-Identifier: Apache-2.0

internal import CZlib
internal import SystemCalls

/// Inflates gzip members of a file, ours and other programs'.
enum GzipInflater {
    /// What became of a member.
    struct Result {
        /// The uncompressed bytes, as far as they could be had; empty when they were not kept.
        var content: [UInt8]
        /// How many uncompressed bytes there are.
        var length: Int64
        /// How long the member is in the file.
        var fileLength: Int64
        /// Whether it is whole and its checksum is right.
        var isWhole: Bool
    }

    /// Inflates the member at `offset`.
    ///
    /// - Parameters:
    ///   - keeping: Whether the bytes are wanted, or only their number.
    ///   - lengthMax: The most uncompressed bytes to take; what has more is not whole.
    static func inflate(
        _ file: borrowing FileDescriptor, at offset: Int64, keeping: Bool, lengthMax: Int64
    ) throws(StoreError) -> Result {
        var result = Result(content: [], length: 0, fileLength: 0, isWhole: false)
        var stream = unsafe z_stream()
        // 16 more window bits: a gzip header and trailer, which zlib checks.
        guard
            unsafe inflateInit2_(
                &stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return result }
        defer { _ = unsafe inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: 1 << 17)
        while result.length <= lengthMax {
            let position = offset + result.fileLength
            var input = try checked { () throws(SystemError) in
                try file.read(upTo: 1 << 16, at: position)
            }
            if input.isEmpty { return result }
            let given = input.count
            var status = Z_OK
            var left = given
            while status == Z_OK, result.length <= lengthMax {
                let made: Int
                (status, left, made) = unsafe step(&stream, &input, from: given - left, &output)
                result.length += Int64(made)
                if keeping { result.content += output[..<made] }
                if made == 0 && left == 0 { break }
            }
            result.fileLength += Int64(given - left)
            if status == Z_STREAM_END {
                result.isWhole = true
                return result
            }
            // Z_BUF_ERROR only says that it wants more input.
            if status != Z_OK && status != Z_BUF_ERROR { return result }
        }
        return result
    }

    /// One call of zlib: its status, the input bytes that are left, the output bytes it made.
    private static func step(
        _ stream: inout z_stream, _ input: inout [UInt8], from first: Int, _ output: inout [UInt8]
    ) -> (status: Int32, left: Int, made: Int) {
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = unsafe input.baseAddress.map { unsafe $0 + first }
                unsafe stream.avail_in = UInt32(input.count - first)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
                let made = unsafe output.count - Int(stream.avail_out)
                return unsafe (status, Int(stream.avail_in), made)
            }
        }
    }
}
