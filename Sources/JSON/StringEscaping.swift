// SPDX-License-Identifier: Apache-2.0

/// Escapes what JSON strings may not hold as it is: `"`, `\` and the characters below U+0020
/// (RFC 8259 section 7).
enum StringEscaping {
    private typealias Lane = SIMD16<UInt8>

    /// Input is taken in pieces, so that room for the worst case, six bytes for one, stays small.
    private static let pieceBytes = 4096

    /// Appends the escaped form of `utf8`.
    static func append(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        guard let start = utf8.baseAddress else { return }
        var offset = 0
        while offset < utf8.count {
            let count = min(pieceBytes, utf8.count - offset)
            // 16 bytes of slack: a whole lane is stored before it is looked at.
            bytes.append(addingCapacity: 6 * count + 16) { output in
                unsafe output.withUnsafeMutableBufferPointer { free, initialized in
                    guard let cursor = free.baseAddress else { return }
                    let end = unsafe escape(start + offset, count: count, into: cursor)
                    initialized = unsafe end - cursor
                }
            }
            offset += count
        }
    }

    /// Writes the escaped form at `cursor`, which has room for six bytes for each of `count` and
    /// 16 more; gives the end.
    private static func escape(
        _ source: UnsafePointer<UInt8>, count: Int, into cursor: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let quote = Lane(repeating: UInt8(ascii: "\""))
        let backslash = Lane(repeating: UInt8(ascii: "\\"))
        let space = Lane(repeating: UInt8(ascii: " "))
        var output = unsafe cursor
        var index = 0
        while index < count {
            while index &+ 16 <= count {
                let lane = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: Lane.self)
                unsafe UnsafeMutableRawPointer(output).storeBytes(of: lane, as: Lane.self)
                if any((lane .== quote) .| (lane .== backslash) .| (lane .< space)) { break }
                index &+= 16
                unsafe output += 16
            }
            // The rest of the lane, or the tail, byte by byte up to one that was escaped.
            while index < count {
                let byte = unsafe source[index]
                index &+= 1
                if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                    unsafe output.pointee = byte
                    unsafe output += 1
                    continue
                }
                unsafe output += unsafe escape(byte, into: output)
                break
            }
        }
        return unsafe output
    }

    /// Writes one escape; gives its length.
    private static func escape(_ byte: UInt8, into output: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe output[0] = UInt8(ascii: "\\")
        let letter: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
        case 0x08: letter = UInt8(ascii: "b")
        case 0x09: letter = UInt8(ascii: "t")
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0C: letter = UInt8(ascii: "f")
        case 0x0D: letter = UInt8(ascii: "r")
        default: letter = UInt8(ascii: "u")
        }
        unsafe output[1] = letter
        guard letter == UInt8(ascii: "u") else { return 2 }
        unsafe output[2] = UInt8(ascii: "0")
        unsafe output[3] = UInt8(ascii: "0")
        unsafe output[4] = UInt8(ascii: "0") + byte >> 4
        let low = byte & 15
        unsafe output[5] = low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10
        return 6
    }
}
