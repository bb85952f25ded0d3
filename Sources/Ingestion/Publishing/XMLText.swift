// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// XML that is being written.
struct XMLText {
    private(set) var bytes: [UInt8] = []

    /// Appends markup as it is.
    mutating func markup(_ markup: StaticString) {
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Appends ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: UTF8Text) {
        markup(" ")
        markup(name)
        markup("=\"")
        text(value)
        markup("\"")
    }

    /// Appends an element that holds text, and a line feed.
    mutating func element(_ name: StaticString, _ value: UTF8Text) {
        markup("<")
        markup(name)
        markup(">")
        text(value)
        markup("</")
        markup(name)
        markup(">\n")
    }

    /// Appends text with the characters of markup as references, and without those that XML 1.0
    /// has none for (section 2.2): C0 controls, and the two noncharacters U+FFFE and U+FFFF. C1
    /// controls, allowed but discouraged, go too.
    mutating func text(_ text: UTF8Text) {
        for scalar in text.string.unicodeScalars {
            switch scalar.value {
            case 0x26: markup("&amp;")
            case 0x3C: markup("&lt;")
            case 0x3E: markup("&gt;")
            case 0x22: markup("&quot;")
            case 0x09, 0x0A: bytes.append(UInt8(scalar.value))
            case 0x0D: markup("&#13;")
            case ..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: break
            default: bytes.append(contentsOf: scalar.utf8)
            }
        }
    }
}
