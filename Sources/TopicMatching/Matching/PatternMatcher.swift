// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Compares a term with the tokens of a text (QUERY.md section 4).
struct PatternMatcher {
    let pattern: [PatternToken]
    let tokens: [Token]
    let field: Int

    /// Appends every occurrence of the pattern whose first token is the one at `index`.
    func match(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, into found: inout [Occurrence]
    ) {
        let token = tokens[index]
        let first = pattern[0]
        if first.kind == .hangul {
            guard token.kind == .hangul else { return }
            unsafe eachPlace(of: first, in: text, token.range) { start in
                let whole = Occurrence(
                    field: field, start: start, end: start + first.bytes.count,
                    first: token.position, last: token.position)
                unsafe extend(whole, by: 1, text, from: index, into: &found)
            }
        } else if unsafe Self.isEqual(first, token, text) {
            let whole = Occurrence(
                field: field, start: token.start, end: token.end, first: token.position,
                last: token.position)
            unsafe extend(whole, by: 1, text, from: index, into: &found)
        }
    }

    /// Goes on with the pattern's token `next`, where what is before it ends in the text's token
    /// at `index`. It is as deep as the pattern is long, and patterns are written by people.
    private func extend(
        _ part: Occurrence, by next: Int, _ text: UnsafeBufferPointer<UInt8>, from index: Int,
        into found: inout [Occurrence]
    ) {
        guard next < pattern.count else {
            found.append(part)
            return
        }
        let wanted = pattern[next]
        let isHangul = wanted.kind == .hangul
        if isHangul, pattern[next - 1].kind == .hangul {
            // Two Hangul tokens of a phrase may stand unspaced in one.
            unsafe eachPlace(of: wanted, in: text, part.end..<tokens[index].end) { start in
                var longer = part
                longer.end = start + wanted.bytes.count
                unsafe extend(longer, by: next + 1, text, from: index, into: &found)
            }
        }
        guard index + 1 < tokens.count else { return }
        let token = tokens[index + 1]
        guard token.position == tokens[index].position + 1 else { return }
        if wanted.isTight, unsafe !Self.isTight(text[tokens[index].end..<token.start]) { return }
        var longer = part
        longer.last = token.position
        if isHangul {
            guard token.kind == .hangul else { return }
            unsafe eachPlace(of: wanted, in: text, token.range) { start in
                longer.end = start + wanted.bytes.count
                unsafe extend(longer, by: next + 1, text, from: index + 1, into: &found)
            }
        } else if unsafe Self.isEqual(wanted, token, text) {
            longer.end = token.end
            unsafe extend(longer, by: next + 1, text, from: index + 1, into: &found)
        }
    }

    /// Where `wanted`, Hangul, stands in `range`: at its beginning, or anywhere.
    private func eachPlace(
        of wanted: PatternToken, in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        _ body: (Int) -> Void
    ) {
        let count = wanted.bytes.count
        guard range.count >= count else { return }
        let last = wanted.extent == .anywhere ? range.upperBound - count : range.lowerBound
        for start in range.lowerBound...last
        where unsafe text[start..<start + count].elementsEqual(wanted.bytes) { body(start) }
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
