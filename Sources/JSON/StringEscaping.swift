// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Escapes what JSON strings may not hold as it is: `"`, `\` and the characters below U+0020
/// (RFC 8259 section 7).
enum StringEscaping {
    /// Input is taken in pieces, so that room for the worst case, six bytes for one, stays small.
    private static let pieceBytes = 4096

    /// Appends the escaped form of `utf8` between quotation marks.
    static func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
        let quote = UInt8(ascii: "\"")
        guard var source = utf8.baseAddress else {
            buffer.append(quote)
            return buffer.append(quote)
        }
        var rest = utf8.count
        // 34 bytes of slack: the quotation marks, and a whole lane, which is copied while it is
        // looked at.
        var output = unsafe buffer.room(for: 6 * min(rest, pieceBytes) + 34)
        unsafe output.pointee = quote
        unsafe output += 1
        while rest > pieceBytes {
            unsafe output = escape(source, count: pieceBytes, into: output)
            unsafe source += pieceBytes
            rest -= pieceBytes
            unsafe buffer.commit(upTo: output)
            unsafe output = buffer.room(for: 6 * min(rest, pieceBytes) + 34)
        }
        unsafe output = escape(source, count: rest, into: output)
        unsafe output.pointee = quote
        unsafe buffer.commit(upTo: output + 1)
    }

    /// Writes the escaped form at `cursor`, which has room for six bytes for each of `count` and
    /// 32 more; gives the end.
    private static func escape(
        _ source: UnsafePointer<UInt8>, count: Int, into cursor: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var output = unsafe cursor
        var index = 0
        while index &+ 32 <= count {
            let special = unsafe feedwatch_json_copy32(source + index, output)
            if special == 0 {
                index &+= 32
                unsafe output += 32
                continue
            }
            // What follows an escape is written over.
            let plain = special.trailingZeroBitCount
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
    @inline(__always)
    private static func escape(_ byte: UInt8, into output: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe output[0] = UInt8(ascii: "\\")
        // Nearly all of them; a jump for each kind would be foretold wrongly more often than not.
        if byte >= 0x20 || byte == 0x0A {
            unsafe output[1] = byte == 0x0A ? UInt8(ascii: "n") : byte
            return 2
        }
        return unsafe escapeControl(byte, into: output)
    }

    @inline(never)
    private static func escapeControl(
        _ byte: UInt8, into output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let letter: UInt8
        switch byte {
        case 0x08: letter = UInt8(ascii: "b")
        case 0x09: letter = UInt8(ascii: "t")
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
