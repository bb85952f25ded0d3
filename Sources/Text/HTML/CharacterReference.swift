// SPDX-License-Identifier: Apache-2.0

/// Character references (HTML, section 13.2.5.72 ff.), decoded once.
public enum CharacterReference: Sendable {
    /// Where a reference stands, which decides about names without a semicolon.
    public enum Place: Sendable {
        /// In HTML text: `&copy2` is `©2`.
        case text
        /// In an attribute: `?a=1&copy=2` is left alone.
        case attribute
        /// In XML or a URL: names need their semicolon.
        case strict
    }

    /// The most bytes that one reference can become.
    public static let longestText = 8

    /// Decodes the reference that begins with the `&` at the start of `bytes`, into `out`.
    ///
    /// - Returns: How many bytes the reference takes, and how many were written to `out`, which
    ///   has room for `longestText`; nil when this is no reference and `&` is itself. Control
    ///   characters come out as nothing, windows-1252's as what was meant.
    public static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, in place: Place,
        into out: UnsafeMutablePointer<UInt8>
    ) -> (length: Int, written: Int)? {
        guard bytes.count >= 3 else { return nil }
        if let (length, byte) = unsafe predefined(bytes) {
            unsafe out[0] = byte
            return (length, 1)
        }
        if unsafe bytes[1] == UInt8(ascii: "#") {
            return unsafe numeric(bytes, in: place, into: out)
        }
        return unsafe named(bytes, in: place, into: out)
    }

    /// XML's own five without `apos`, which make up nearly all references: no table for them.
    private static func predefined(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (length: Int, byte: UInt8)? {
        switch unsafe bytes[1] {
        case UInt8(ascii: "a") where unsafe HTMLTokenizer.hasPrefix("amp;", at: 1, in: bytes):
            (5, UInt8(ascii: "&"))
        case UInt8(ascii: "l") where unsafe HTMLTokenizer.hasPrefix("lt;", at: 1, in: bytes):
            (4, UInt8(ascii: "<"))
        case UInt8(ascii: "g") where unsafe HTMLTokenizer.hasPrefix("gt;", at: 1, in: bytes):
            (4, UInt8(ascii: ">"))
        case UInt8(ascii: "q") where unsafe HTMLTokenizer.hasPrefix("quot;", at: 1, in: bytes):
            (6, UInt8(ascii: "\""))
        default: nil
        }
    }

    /// What a numeric reference, or a wrongly decoded byte, stands for: C1 characters are those
    /// of windows-1252, other control characters nothing, what is no scalar value U+FFFD.
    public static func meaning(of scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFFD: return scalar
        case 0x09, 0x0A, 0x0D: return scalar
        case 0x80...0x9F:
            let meant = windows1252[Int(scalar - 0x80)]
            return meant == 0 ? nil : UInt32(meant)
        case 0x01...0x1F, 0x7F: return nil
        case 0x10000...0x10FFFF: return scalar & 0xFFFE == 0xFFFE ? 0xFFFD : scalar
        default: return 0xFFFD
        }
    }

    /// Windows-1252 from 0x80 on (WHATWG Encoding); 0 where it has nothing.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    private static func numeric(
        _ bytes: UnsafeBufferPointer<UInt8>, in place: Place,
        into out: UnsafeMutablePointer<UInt8>
    ) -> (length: Int, written: Int)? {
        let isHexadecimal = unsafe bytes[2] | 0x20 == UInt8(ascii: "x")
        var index = isHexadecimal ? 3 : 2
        let first = index
        var value: UInt32 = 0
        while index < bytes.count, let digit = unsafe hexadecimal(bytes[index]),
            isHexadecimal || digit < 10
        {
            // Beyond Unicode it stays beyond Unicode.
            value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
            index += 1
        }
        guard index > first else { return nil }
        if index < bytes.count, unsafe bytes[index] == UInt8(ascii: ";") {
            index += 1
        } else if place == .strict {
            return nil
        }
        guard let meant = meaning(of: value) else { return (index, 0) }
        return unsafe (index, UTF8Encoding.write(meant, to: out))
    }

    private static func named(
        _ bytes: UnsafeBufferPointer<UInt8>, in place: Place,
        into out: UnsafeMutablePointer<UInt8>
    ) -> (length: Int, written: Int)? {
        let longest = min(bytes.count, NamedReferences.longestName + 2)
        var end = 1
        while end < longest, unsafe isAlphanumeric(bytes[end]) { end += 1 }
        guard end > 2 else { return nil }
        if end < bytes.count, unsafe bytes[end] == UInt8(ascii: ";") {
            let text = unsafe NamedReferences.shared.text(
                of: UnsafeBufferPointer(rebasing: bytes[1..<end]), endsWithSemicolon: true)
            if !text.isEmpty { return unsafe (end + 1, copy(text, to: out)) }
        }
        guard place != .strict else { return nil }
        var length = min(end, NamedReferences.longestLegacyName + 1)
        while length > 2 {
            let text = unsafe NamedReferences.shared.text(
                of: UnsafeBufferPointer(rebasing: bytes[1..<length]), endsWithSemicolon: false)
            if !text.isEmpty {
                let next = unsafe length < bytes.count ? bytes[length] : 0
                if place == .attribute, next == UInt8(ascii: "=") || isAlphanumeric(next) {
                    return nil
                }
                return unsafe (length, copy(text, to: out))
            }
            length -= 1
        }
        return nil
    }

    private static func copy(
        _ text: ArraySlice<UInt8>, to out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        for (offset, byte) in text.enumerated() { unsafe out[offset] = byte }
        return text.count
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
        case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
            UInt32(byte & 0x0F) + 9
        default: nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
}
