// SPDX-License-Identifier: Apache-2.0

/// A date's text cut into numbers, words and marks.
struct DateTokens {
    /// A piece of the text.
    struct Token {
        enum Kind {
            case number
            /// Letters of an alphabet.
            case word
            /// One character of East Asia.
            case ideograph
            /// One other character.
            case mark
        }

        var kind: Kind
        /// The number; of a mark its byte; of an ideograph its scalar.
        var value: Int
        /// How many digits the number has, leading zeros counted.
        var digits = 0
        /// The word, in lower case.
        var word = DateWord()
        /// Whether white space stands before it.
        var isSpaced = false
    }

    /// More pieces than any date has.
    private static let most = 40

    private(set) var tokens: [Token] = []
    /// Whether there were more pieces than any date has.
    private(set) var overflows = false

    init(_ text: UnsafeBufferPointer<UInt8>) {
        tokens.reserveCapacity(Self.most)
        var index = 0
        var isSpaced = false
        while index < text.count {
            let byte = unsafe text[index]
            if byte <= 0x20 {
                isSpaced = true
                index += 1
                continue
            }
            guard tokens.count < Self.most else {
                overflows = true
                return
            }
            var token = unsafe Self.token(in: text, at: &index)
            token.isSpaced = isSpaced
            isSpaced = false
            // U+3000 and U+00A0 are spaces.
            if token.kind == .mark, token.value == 0xA0 || token.value == 0x3000 {
                isSpaced = true
            } else {
                tokens.append(token)
            }
        }
    }

    private static func token(
        in text: UnsafeBufferPointer<UInt8>, at index: inout Int
    ) -> Token {
        let byte = unsafe text[index]
        if byte &- 0x30 < 10 { return unsafe number(in: text, at: &index) }
        if byte < 0x80 {
            if ByteSearch.lowercase(byte) &- 0x61 < 26 { return unsafe word(in: text, at: &index) }
            index += 1
            return Token(kind: .mark, value: Int(byte))
        }
        let (scalar, length) = unsafe scalar(in: text, at: index)
        switch scalar {
        case 0xAA, 0xB5, 0xBA, 0xC0...0x1FFF: return unsafe word(in: text, at: &index)
        default:
            index += length
            let isIdeograph =
                (0x3040...0x9FFF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
            return Token(kind: isIdeograph ? .ideograph : .mark, value: Int(scalar))
        }
    }

    private static func number(
        in text: UnsafeBufferPointer<UInt8>, at index: inout Int
    ) -> Token {
        var token = Token(kind: .number, value: 0)
        while index < text.count, unsafe text[index] &- 0x30 < 10 {
            // More than 17 digits are no date; the value need not be right.
            if token.digits < 18 { token.value = unsafe token.value * 10 + Int(text[index] - 0x30) }
            token.digits += 1
            index += 1
        }
        return token
    }

    private static func word(in text: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Token {
        let first = index
        while index < text.count {
            let byte = unsafe text[index]
            if byte < 0x80 {
                guard ByteSearch.lowercase(byte) &- 0x61 < 26 else { break }
                index += 1
            } else {
                let (scalar, length) = unsafe scalar(in: text, at: index)
                guard scalar >= 0xAA, scalar < 0x2000 else { break }
                index += length
            }
        }
        let word = unsafe DateWord(UnsafeBufferPointer(rebasing: text[first..<index]))
        return Token(kind: .word, value: 0, word: word)
    }

    /// The scalar at `index` and its length; whatever the bytes, at least one is taken.
    private static func scalar(
        in text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (UInt32, length: Int) {
        let length = max(1, unsafe UTF8Scan.sequenceLength(at: index, in: text))
        let lead = unsafe UInt32(text[index])
        if length == 1 { return (lead < 0x80 ? lead : 0xFFFD, 1) }
        var scalar = lead & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            scalar = unsafe scalar << 6 | UInt32(text[index + offset] & 0x3F)
        }
        return (scalar, length)
    }
}
