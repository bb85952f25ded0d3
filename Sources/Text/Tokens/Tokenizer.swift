// SPDX-License-Identifier: Apache-2.0

/// Cuts folded text into tokens and numbers them, exactly as QUERY.md section 3 says.
public struct Tokenizer: Sendable {
    private let reader = ScalarReader()
    private var position = 0
    /// Line breaks since the last character that is no white space: two make a blank line.
    private var lineBreaks = 0
    private var isParagraphBroken = false

    /// A tokeniser.
    public init() {}

    /// The tokens of `folded`.
    public mutating func tokens(of folded: FoldedText) -> [Token] {
        var tokens: [Token] = []
        tokenize(folded, into: &tokens)
        return tokens
    }

    /// Replaces `tokens` by the tokens of `folded`.
    public mutating func tokenize(_ folded: FoldedText, into tokens: inout [Token]) {
        tokens.removeAll(keepingCapacity: true)
        position = 0
        lineBreaks = 0
        isParagraphBroken = false
        // Of its own, or every token counts references to tables that all threads share.
        let reader = reader
        unsafe folded.withUnsafeBytes { text in
            let classes = reader.plane
            let plane = classes.span
            var index = 0
            while index < text.count {
                let (scalar, length, kind) = unsafe reader.read(text, at: index, plane)
                var end = index + length
                switch kind {
                case .space: unsafe passSpace(scalar, before: text, at: end)
                case .separator:
                    lineBreaks = 0
                    let isAfterToken = !tokens.isEmpty && tokens[tokens.count - 1].end == index
                    if isAfterToken, unsafe reader.isPossessive(text, at: index) { end += 1 }
                case .single: take(.single, index..<end, &tokens)
                case .hangul:
                    end = unsafe reader.end(of: text, from: end, plane) { $0 == .hangul }
                    take(.hangul, index..<end, &tokens)
                case .letter, .mark, .number:
                    end = unsafe reader.end(of: text, from: end, plane) { $0.isWord }
                    // Initials are joined by full stops, so without one there are none.
                    if end < text.count, unsafe text[end] == UInt8(ascii: "."),
                        let last = unsafe reader.endOfInitials(text, at: index)
                    {
                        end = last
                        take(.initials, index..<end, &tokens)
                    } else {
                        take(.word, index..<end, &tokens)
                    }
                }
                index = end
            }
        }
    }

    private mutating func take(_ kind: Token.Kind, _ range: Range<Int>, _ tokens: inout [Token]) {
        if isParagraphBroken { position += Token.paragraphGap }
        isParagraphBroken = false
        lineBreaks = 0
        tokens.append(Token(kind, range, position: position))
        position += 1
    }

    /// One or more blank lines, or U+2029, break a paragraph; CR LF is one line break.
    private mutating func passSpace(
        _ scalar: UInt32, before text: UnsafeBufferPointer<UInt8>, at end: Int
    ) {
        switch scalar {
        case 0x2029: isParagraphBroken = true
        case 0x0D where unsafe end < text.count && text[end] == 0x0A: break
        case 0x0A...0x0D, 0x85, 0x2028: lineBreaks += 1
        default: break
        }
        if lineBreaks > 1 { isParagraphBroken = true }
    }
}
