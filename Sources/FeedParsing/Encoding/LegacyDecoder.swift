// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The encodings of before Unicode to UTF-8, through glibc's iconv(3).
enum LegacyDecoder {
    /// The UTF-8 of `bytes`, and how many bytes stand for nothing; nil when the C library does
    /// not know the encoding. Such bytes become U+FFFD, one for each run.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, from encoding: CharacterEncoding.StaticName
    ) -> (text: [UInt8], faults: Int)? {
        guard let converter = Converter(from: encoding) else { return nil }
        return unsafe converter.convert(bytes)
    }

    /// Owns one conversion descriptor.
    @safe private struct Converter: ~Copyable {
        private let descriptor: iconv_t

        init?(from encoding: CharacterEncoding.StaticName) {
            guard let opened = unsafe iconv_open("UTF-8", encoding.string),
                // iconv_open(3) gives (iconv_t) -1 on failure.
                unsafe opened != UnsafeMutableRawPointer(bitPattern: -1)
            else { return nil }
            unsafe descriptor = unsafe opened
        }

        deinit { unsafe _ = iconv_close(descriptor) }

        borrowing func convert(
            _ bytes: UnsafeBufferPointer<UInt8>
        ) -> (text: [UInt8], faults: Int) {
            var (text, faults, read) = ([UInt8](), 0, 0)
            text.reserveCapacity(bytes.count * 2)
            var isInRun = false
            while read < bytes.count {
                let before = read
                let stop = unsafe step(bytes, &read, &text)
                if read > before { isInRun = false }
                guard stop == EILSEQ || stop == EINVAL, read < bytes.count else { continue }
                faults += 1
                if !isInRun { text.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
                isInRun = true
                read += 1
            }
            return (text, faults)
        }

        /// Converts what fits into one piece; gives errno, 0 when all was converted.
        private borrowing func step(
            _ bytes: UnsafeBufferPointer<UInt8>, _ read: inout Int, _ text: inout [UInt8]
        ) -> Int32 {
            // A piece at a time keeps the output's growth in step with the input.
            let piece = min(bytes.count - read, 1 << 16)
            let isLast = read + piece == bytes.count
            var code: Int32 = 0
            text.append(addingCapacity: piece * 4 + 16) { span in
                unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                    guard let base = buffer.baseAddress, let first = bytes.baseAddress
                    else { return }
                    var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(
                        mutating: first + read
                    ).assumingMemoryBound(to: CChar.self)
                    var target: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(
                        base + count
                    ).assumingMemoryBound(to: CChar.self)
                    var (sourceLeft, targetLeft) = (piece, buffer.count - count)
                    let room = targetLeft
                    if unsafe iconv(descriptor, &source, &sourceLeft, &target, &targetLeft)
                        == -1
                    {
                        code = errno
                    }
                    read += piece - sourceLeft
                    count += room - targetLeft
                    // A character cut by the end of the piece is no error but at the very end.
                    if code == EINVAL, !isLast, piece - sourceLeft > 0 { code = 0 }
                }
            }
            return code
        }
    }
}
