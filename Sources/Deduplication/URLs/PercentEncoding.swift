// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding in its normal form: upper case, and only where needed (RFC 3986, 6.2.2).
enum PercentEncoding {
    /// The parts of a URL that differ in what may stand there unencoded (RFC 3986, section 3).
    enum Part {
        case path, query
    }

    /// `text` with unreserved characters decoded, what may not stand in `part` encoded, and the
    /// rest as it was. A `%` that starts no triplet is encoded itself.
    static func normalised(_ text: ArraySlice<UInt8>, _ part: Part) -> [UInt8] {
        if text.allSatisfy({ isAllowed($0, in: part) }) { return Array(text) }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = triplet(at: rest) {
                rest.removeFirst(2)
                if isUnreserved(value) { output.append(value) } else { encode(value, &output) }
            } else if isAllowed(byte, in: part) {
                output.append(byte)
            } else {
                encode(byte, &output)
            }
        }
        return output
    }

    /// `text` with every triplet decoded.
    static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return Array(text) }
        var output: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = triplet(at: rest) {
                rest.removeFirst(2)
                output.append(value)
            } else {
                output.append(byte)
            }
        }
        return output
    }

    private static func encode(_ byte: UInt8, _ output: inout [UInt8]) {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// The byte that the two digits at the start of `text` name.
    private static func triplet(at text: ArraySlice<UInt8>) -> UInt8? {
        guard text.count >= 2, let high = hexValue(text[text.startIndex]),
            let low = hexValue(text[text.startIndex + 1])
        else { return nil }
        return high << 4 | low
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    @inline(__always) private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // - . _ ~
        case 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    @inline(__always) private static func isAllowed(_ byte: UInt8, in part: Part) -> Bool {
        switch byte {
        // `sub-delims` (! $ & ' ( ) * + , ; =), `:`, `@` and `/`.
        case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D, 0x3A, 0x40, 0x2F: true
        case UInt8(ascii: "?"): part == .query
        default: isUnreserved(byte)
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
