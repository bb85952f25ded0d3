// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Links of feeds as absolute http or https URLs.
enum WebLink {
    /// No URL that works is longer (RFC 9110 section 4.1 asks for 8,000).
    private static let longest = 16 << 10

    /// Appends the URL that `text` means relative to `base`, and gives whether there is one: white
    /// space, control and direction characters are taken out, spaces inside escaped, user names
    /// and passwords dropped.
    ///
    /// - Parameter keepsRelative: Whether a relative reference is taken as it is where there is no
    ///   base at all.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>, base: URIReference?, keepsRelative: Bool = false,
        to bytes: inout [UInt8]
    ) -> Bool {
        var (lower, upper) = (0, text.count)
        while lower < upper, unsafe text[lower] <= 0x20 { lower += 1 }
        while upper > lower, unsafe text[upper - 1] <= 0x20 { upper -= 1 }
        guard lower < upper, upper - lower <= longest else { return false }
        let trimmed = unsafe UnsafeBufferPointer(rebasing: text[lower..<upper])
        if unsafe isPlain(trimmed) {
            unsafe bytes.append(contentsOf: trimmed)
            return true
        }
        let cleaned = unsafe cleaned(trimmed)
        guard let url = absolute(cleaned, base: base, keepsRelative: keepsRelative) else {
            return false
        }
        bytes.append(contentsOf: url)
        return true
    }

    /// The URL that `text` means relative to `base`; nil when it is no web address.
    static func url(
        _ text: [UInt8], base: URIReference?, keepsRelative: Bool = false
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        let isURL = unsafe text.withUnsafeBufferPointer {
            unsafe append($0, base: base, keepsRelative: keepsRelative, to: &bytes)
        }
        return isURL ? bytes : nil
    }

    /// What a document says its links are relative to, without what never belongs in a URL; nil when
    /// nothing is left.
    static func base(_ text: [UInt8]) -> URIReference? {
        guard let first = text.firstIndex(where: { $0 > 0x20 }),
            let last = text.lastIndex(where: { $0 > 0x20 })
        else { return nil }
        let bytes = unsafe text[first...last].withUnsafeBufferPointer { unsafe cleaned($0) }
        return bytes.isEmpty ? nil : URIReference(bytes)
    }

    /// Whether a text is a web address that needs no work: the usual case.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 7
        if unsafe ByteSearch.hasPrefix("https://", in: text, at: 0) {
            index = 8
        } else if unsafe !ByteSearch.hasPrefix("http://", in: text, at: 0) {
            return false
        }
        guard index < text.count, unsafe isHostByte(text[index]) else { return false }
        while index < text.count {
            let byte = unsafe text[index]
            // A user name, a space, or anything that is not ASCII needs a closer look.
            if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "@") { return false }
            index += 1
        }
        return true
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- 0x30 < 10
    }

    private static func absolute(
        _ text: [UInt8], base: URIReference?, keepsRelative: Bool
    ) -> [UInt8]? {
        var reference = URIReference(text)
        if !reference.isAbsolute {
            if let base, base.isWebURL, !startsLikeHost(text) {
                reference = reference.resolved(against: base)
            } else if text.starts(with: "//".utf8) {
                reference = URIReference(Array("http:".utf8) + text)
            } else if startsLikeHost(text) {
                reference = URIReference(Array("http://".utf8) + text)
            }
        }
        if !reference.isAbsolute, base == nil, keepsRelative { return text }
        guard reference.isWebURL else { return nil }
        guard let user = reference.userInfo else { return reference.bytes }
        var bytes = reference.bytes
        bytes.removeSubrange(user.lowerBound...user.upperBound)
        return bytes
    }

    /// `www.example.org/news`, whose scheme was forgotten.
    private static func startsLikeHost(_ text: [UInt8]) -> Bool {
        text.count > 5 && text.starts(with: "www.".utf8)
    }

    /// Takes out what never belongs in a URL; a space inside becomes `%20`.
    private static func cleaned(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 8)
        var index = 0
        while index < text.count {
            let byte = unsafe text[index]
            if byte == 0x20 {
                result.append(contentsOf: "%20".utf8)
            } else if byte == 0xC2, unsafe index + 1 < text.count && text[index + 1] < 0xA0 {
                index += 1
            } else if unsafe isDirection(text, at: index) {
                index += 2
            } else if byte > 0x20, byte != 0x7F {
                result.append(byte)
            }
            index += 1
        }
        return result
    }

    /// The direction marks, embeddings, overrides and isolates of Unicode, and U+200B to U+200D.
    private static func isDirection(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 2 < text.count, unsafe text[index] == 0xE2 else { return false }
        let (second, third) = unsafe (text[index + 1], text[index + 2])
        if second == 0x80 { return (0x8B...0x8F).contains(third) || (0xA8...0xAE).contains(third) }
        return second == 0x81 && (0xA0...0xAF).contains(third)
    }
}
