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
        unsafe folded.withUnsafeBytes { text in
            var index = 0
            while index < text.count {
                let (scalar, length, kind) = unsafe reader.read(text, at: index)
                switch kind {
                case .space:
                    index += length
                    unsafe passSpace(scalar, followedBy: index < text.count ? text[index] : nil)
                case .separator:
                    lineBreaks = 0
                    let isAfterToken = !tokens.isEmpty && tokens[tokens.count - 1].end == index
                    let skipped = unsafe isAfterToken && reader.isPossessive(text, at: index)
                    index += skipped ? 2 : length
                case .single:
                    take(.single, index..<index + length, &tokens)
                    index += length
                case .hangul:
                    let end = unsafe reader.end(of: text, from: index) { $0 == .hangul }
                    take(.hangul, index..<end, &tokens)
                    index = end
                case .letter, .mark, .number:
                    if let end = unsafe reader.endOfInitials(text, at: index) {
                        take(.initials, index..<end, &tokens)
                        index = end
                    } else {
                        let end = unsafe reader.end(of: text, from: index) { $0.isWord }
                        take(.word, index..<end, &tokens)
                        index = end
                    }
                }
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
    private mutating func passSpace(_ scalar: UInt32, followedBy next: UInt8?) {
        switch scalar {
        case 0x2029: isParagraphBroken = true
        case 0x0D where next == 0x0A: break
        case 0x0A...0x0D, 0x85, 0x2028: lineBreaks += 1
        default: break
        }
        if lineBreaks > 1 { isParagraphBroken = true }
    }
}
