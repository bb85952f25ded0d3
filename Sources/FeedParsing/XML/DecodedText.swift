// SPDX-License-Identifier: Apache-2.0

/// Text of XML as its reader has to see it: references decoded, every line end a line feed.
struct DecodedText {
    var bytes: [UInt8] = []

    /// Appends a part of a document; false when a reference is none that XML knows.
    mutating func append(_ document: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var copied = range.lowerBound
        let text = unsafe UnsafeBufferPointer(rebasing: document[..<range.upperBound])
        while let mark = unsafe ByteSearch.find(UInt8(ascii: "&"), in: text, from: copied) {
            unsafe append(lines: text, copied..<mark)
            guard let length = unsafe reference(at: mark, in: text) else { return false }
            copied = mark + length
        }
        unsafe append(lines: text, copied..<range.upperBound)
        return true
    }

    /// Appends what the reference at `mark` stands for; its length, nil when it is none.
    private mutating func reference(
        at mark: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        for (name, byte) in Self.predefined where unsafe Self.isHere(name, at: mark, in: text) {
            bytes.append(byte)
            return name.utf8CodeUnitCount
        }
        return unsafe numeric(at: mark, in: text)
    }

    /// The five of XML (section 4.6).
    private static let predefined: [(StaticString, UInt8)] = [
        ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
        ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
    ]

    private static func isHere(
        _ name: StaticString, at mark: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard mark + name.utf8CodeUnitCount <= text.count else { return false }
        for offset in 1..<name.utf8CodeUnitCount {
            if unsafe text[mark + offset] != name.utf8Start[offset] { return false }
        }
        return true
    }

    /// A reference by number to a character that XML allows (section 4.1).
    private mutating func numeric(
        at mark: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        let end = text.count
        guard mark + 3 < end, unsafe text[mark + 1] == UInt8(ascii: "#") else { return nil }
        let radix: UInt32 = unsafe text[mark + 2] == UInt8(ascii: "x") ? 16 : 10
        var place = mark + (radix == 16 ? 3 : 2)
        let first = place
        var value: UInt32 = 0
        while place < end, place - first < 8,
            let digit = unsafe Self.digit(text[place], radix)
        {
            value = value * radix + digit
            place += 1
        }
        guard place > first, place < end, unsafe text[place] == UInt8(ascii: ";"),
            value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D,
            value & 0xFFFE != 0xFFFE || value > 0xFFFF, let scalar = Unicode.Scalar(value),
            let encoded = UTF8.encode(scalar)
        else { return nil }
        bytes.append(contentsOf: encoded)
        return place + 1 - mark
    }

    private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
        let letter = byte | 0x20
        if byte &- 0x30 < 10 { return UInt32(byte - 0x30) }
        return radix == 16 && letter &- 0x61 < 6 ? UInt32(letter - 0x61 + 10) : nil
    }

    /// Appends text; CR LF and CR are LF (section 2.11).
    mutating func append(lines document: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var copied = range.lowerBound
        let text = unsafe UnsafeBufferPointer(rebasing: document[..<range.upperBound])
        while let mark = unsafe ByteSearch.find(0x0D, in: text, from: copied) {
            unsafe bytes.append(contentsOf: text[copied..<mark])
            copied = mark + 1
            if unsafe copied < text.count && text[copied] == 0x0A { continue }
            bytes.append(0x0A)
        }
        unsafe bytes.append(contentsOf: text[copied...])
    }
}
