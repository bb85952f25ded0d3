// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Compares a term with the tokens of a text (QUERY.md section 4).
struct PatternMatcher {
    let pattern: [PatternToken]
    let tokens: [Token]
    let field: Int

    /// A beginning of the pattern that was found.
    private struct Partial {
        var found: Occurrence
        /// How many of the pattern's tokens it has, and the text's token that the last is in.
        var count: Int
        var index: Int
    }

    /// At most so many beginnings, besides one for each of the pattern's tokens, are followed from
    /// one token. Only Hangul terms with several stars, in a token of thousands of syllables, have
    /// more than a few.
    private static let mostPartials = 4096

    /// Appends every occurrence of the pattern whose first token is the one at `index`.
    func match(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, into found: inout [Occurrence]
    ) {
        var open: [Partial] = []
        let position = tokens[index].position
        unsafe eachPlace(of: pattern[0], in: text, at: tokens[index]) { range in
            let first = Occurrence(
                field: field, start: range.lowerBound, end: range.upperBound, first: position,
                last: position)
            open.append(Partial(found: first, count: 1, index: index))
        }
        var followed = 0
        while let partial = open.popLast(), followed < Self.mostPartials + pattern.count {
            followed += 1
            if partial.count == pattern.count {
                found.append(partial.found)
            } else {
                unsafe extend(partial, text, into: &open)
            }
        }
    }

    /// Goes on with the pattern's next token.
    private func extend(
        _ partial: Partial, _ text: UnsafeBufferPointer<UInt8>, into open: inout [Partial]
    ) {
        let wanted = pattern[partial.count]
        let last = tokens[partial.index]
        if wanted.kind == .hangul, pattern[partial.count - 1].kind == .hangul {
            // Two Hangul tokens of a phrase may stand unspaced in one.
            let rest = partial.found.end..<last.end
            unsafe eachPlace(of: wanted, in: text, within: rest) { range in
                var longer = partial
                longer.found.end = range.upperBound
                longer.count += 1
                open.append(longer)
            }
        }
        guard partial.index + 1 < tokens.count else { return }
        let next = tokens[partial.index + 1]
        guard next.position == last.position + 1 else { return }
        if wanted.isTight, unsafe !Self.isTight(text[last.end..<next.start]) { return }
        unsafe eachPlace(of: wanted, in: text, at: next) { range in
            var longer = partial
            longer.found.end = range.upperBound
            longer.found.last = next.position
            longer.count += 1
            longer.index += 1
            open.append(longer)
        }
    }

    /// Where `wanted` stands in `token`: the whole of it, or some of its Hangul.
    private func eachPlace(
        of wanted: PatternToken, in text: UnsafeBufferPointer<UInt8>, at token: Token,
        _ body: (Range<Int>) -> Void
    ) {
        if wanted.kind != .hangul {
            if unsafe Self.isEqual(wanted, token, text) { body(token.range) }
        } else if token.kind == .hangul {
            unsafe eachPlace(of: wanted, in: text, within: token.range, body)
        }
    }

    /// Where `wanted`, Hangul, stands in `range`: at its beginning, or anywhere.
    private func eachPlace(
        of wanted: PatternToken, in text: UnsafeBufferPointer<UInt8>, within range: Range<Int>,
        _ body: (Range<Int>) -> Void
    ) {
        let count = wanted.bytes.count
        guard range.count >= count else { return }
        let last = wanted.extent == .anywhere ? range.upperBound - count : range.lowerBound
        for start in range.lowerBound...last
        where unsafe text[start..<start + count].elementsEqual(wanted.bytes) {
            body(start..<start + count)
        }
    }

    private static func isEqual(
        _ wanted: PatternToken, _ token: Token, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let bytes = unsafe text[token.range]
        switch (wanted.kind, token.kind) {
        case (.word, .word):
            return unsafe wanted.extent == .whole
                ? bytes.elementsEqual(wanted.bytes) : bytes.starts(with: wanted.bytes)
        case (.word, .initials):
            let letters = unsafe bytes.filter { $0 != UInt8(ascii: ".") }
            return wanted.extent == .whole
                ? letters == wanted.bytes : letters.starts(with: wanted.bytes)
        case (.single, .single): return unsafe bytes.elementsEqual(wanted.bytes)
        default: return false
        }
    }

    /// Whether nothing but white space and middle dots stands between two tokens.
    private static func isTight(_ between: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        unsafe String(decoding: between, as: UTF8.self).unicodeScalars.allSatisfy {
            CharacterClass($0) == .space || Separators.isMiddleDot($0.value)
        }
    }
}
