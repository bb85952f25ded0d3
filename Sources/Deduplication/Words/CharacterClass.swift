// SPDX-License-Identifier: Apache-2.0

/// How a character makes words: the classes of the query language's tokens.
enum CharacterClass: UInt8 {
    /// Neither letter nor digit.
    case separator
    /// A letter, mark or digit of a script that is written with spaces.
    case letter
    /// Hangul, a run of which is one word.
    case hangul
    /// A character that is a word.
    case character

    /// The class of a scalar of folded text. Blocks, not properties: what a block has besides
    /// letters hardly occurs in text, and both sides of a comparison are cut alike.
    init(_ scalar: UInt32) {
        self =
            switch scalar {
            case ..<0x80: Self.ofASCII(UInt8(scalar))
            case ..<0xAA: .separator
            case 0xAB, 0xAC, 0xAE...0xB1, 0xB4, 0xB6...0xB9, 0xBB, 0xBF, 0xD7, 0xF7: .separator
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: .character
            case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7FB: .hangul
            case 0x2000...0x2BFF, 0x2E00...0x2E7F: .separator
            case 0x3005...0x3007, 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF: .character
            case 0x3000...0x303F, 0x30A0, 0x30FB: .separator
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .character
            case 0xE000...0xF8FF, 0xFE10...0xFE6F, 0xFFE0...0xFFFF, 0x1F000...0x1FAFF: .separator
            default: .letter
            }
    }

    /// The class of an ASCII character of folded text: digits and lower-case letters.
    @inline(__always) static func ofASCII(_ byte: UInt8) -> CharacterClass {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 ? .letter : .separator
    }
}
