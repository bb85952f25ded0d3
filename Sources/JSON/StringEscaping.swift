// SPDX-License-Identifier: Apache-2.0

/// Escapes what JSON strings may not hold as it is: `"`, `\` and the characters below U+0020
/// (RFC 8259 section 7).
enum StringEscaping {
    private typealias Lane = SIMD16<UInt8>

    /// Input is taken in pieces, so that room for the worst case, six bytes for one, stays small.
    private static let pieceBytes = 4096

    /// Appends the escaped form of `utf8` between quotation marks.
    static func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var rest = unsafe utf8[...]
        let quote = UInt8(ascii: "\"")
        repeat {
            let isFirst = unsafe rest.startIndex == 0
            let piece = unsafe UnsafeBufferPointer(rebasing: rest.prefix(pieceBytes))
            unsafe rest = unsafe rest.dropFirst(pieceBytes)
            let isLast = unsafe rest.isEmpty
            // 18 bytes of slack: the quotation marks, and a whole lane, which is stored before it is
            // looked at.
            bytes.append(addingCapacity: 6 * piece.count + 18) { output in
                if isFirst { output.append(quote) }
                unsafe output.withUnsafeMutableBufferPointer { free, initialized in
                    guard let start = free.baseAddress, let source = piece.baseAddress else {
                        return
                    }
                    let cursor = unsafe start + initialized
                    initialized += unsafe escape(source, count: piece.count, into: cursor) - cursor
                }
                if isLast { output.append(quote) }
            }
        } while unsafe !rest.isEmpty
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
        while index &+ 16 <= count {
            // Copied while it is looked at; what follows an escape is written over.
            let lane = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: Lane.self)
            unsafe UnsafeMutableRawPointer(output).storeBytes(of: lane, as: Lane.self)
            let special = (lane .== quote) .| (lane .== backslash) .| (lane .< space)
            // A lane of a mask is all ones or all zeros: sixteen bytes that two words hold, the
            // first in the lowest (all platforms of Swift are little-endian). The branch costs less
            // than a place that depends on what was found.
            let words = unsafe unsafeBitCast(special, to: SIMD2<UInt64>.self)
            if words[0] | words[1] == 0 {
                index &+= 16
                unsafe output += 16
                continue
            }
            let plain =
                words[0] != 0
                ? words[0].trailingZeroBitCount &>> 3 : 8 &+ words[1].trailingZeroBitCount &>> 3
            unsafe output += plain
            unsafe output += unsafe escape(source[index &+ plain], into: output)
            index &+= plain &+ 1
        }
        while index < count {
            let byte = unsafe source[index]
            index &+= 1
            if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                unsafe output.pointee = byte
                unsafe output += 1
            } else {
                unsafe output += unsafe escape(byte, into: output)
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
