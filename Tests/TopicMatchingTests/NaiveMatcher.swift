// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

@testable import TopicMatching

/// QUERY.md sections 3 and 4 read literally, scalar by scalar, with no thought for speed: what the
/// matcher is compared with. Folding is the product's; it has tests of its own.
struct NaiveMatcher {
    struct NaiveToken {
        var letters: [UInt32]
        var start: Int
        var end: Int
        var position: Int
        var kind: Character
    }

    /// A folded field and its tokens; offsets are in folded scalars.
    struct Field {
        var scalars: [UInt32]
        var tokens: [NaiveToken]
    }

    struct Place: Hashable {
        var field: Int
        var start: Int
        var end: Int
        var first: Int
        var last: Int
    }

    let foldsHan: Bool
    let fields: [Field]
    let masks: [[UInt32]]
    let language: String

    init(_ document: MatchDocument, _ topic: TopicDefinition) {
        foldsHan = topic.foldsHan
        fields = [document.title, document.body, document.source].map {
            Self.field(Self.fold($0.string, topic.foldsHan))
        }
        masks = topic.mask.map { Self.fold($0, topic.foldsHan) }
        language = document.language.string.lowercased()
    }

    static func fold(_ string: String, _ foldsHan: Bool) -> [UInt32] {
        String(decoding: folded(UTF8Text(string), foldsHan: foldsHan), as: UTF8.self)
            .unicodeScalars.map(\.value)
    }

    // MARK: Tokens

    static func kind(_ value: UInt32) -> Character {
        let single: [ClosedRange<UInt32>] = [
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3005...0x3007,
            0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x0E00...0x0EFF,
            0x1000...0x109F, 0x1780...0x17FF,
        ]
        let hangul: [ClosedRange<UInt32>] = [
            0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xD7B0...0xD7FB,
        ]
        if single.contains(where: { $0.contains(value) }) { return "C" }
        if hangul.contains(where: { $0.contains(value) }) { return "H" }
        switch Unicode.Scalar(value)?.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .otherNumber:
            return "W"
        default: return "-"
        }
    }

    static func isLetter(_ value: UInt32) -> Bool {
        kind(value) == "W" && Unicode.Scalar(value)?.properties.isAlphabetic == true
    }

    static func isSpace(_ value: UInt32) -> Bool {
        Unicode.Scalar(value)?.properties.isWhitespace == true
    }

    static func field(_ s: [UInt32]) -> Field {
        // Runs first, then the two adjustments, then positions.
        var runs: [NaiveToken] = []
        var index = 0
        while index < s.count {
            let kind = kind(s[index])
            var end = index + 1
            if kind == "W" || kind == "H" {
                while end < s.count, self.kind(s[end]) == kind { end += 1 }
            }
            if kind != "-" {
                runs.append(
                    NaiveToken(
                        letters: Array(s[index..<end]), start: index, end: end, position: 0,
                        kind: kind))
            }
            index = end
        }
        var joined: [NaiveToken] = []
        for run in runs {
            let isLone = run.kind == "W" && run.end == run.start + 1 && isLetter(s[run.start])
            if isLone, let last = joined.last, last.end + 1 == run.start, s[last.end] == 0x2E,
                last.kind == "I"
                    || (last.kind == "W" && last.end == last.start + 1
                        && isLetter(s[last.start]))
            {
                joined[joined.count - 1].letters += run.letters
                joined[joined.count - 1].end = run.end
                joined[joined.count - 1].kind = "I"
            } else {
                joined.append(run)
            }
        }
        var tokens: [NaiveToken] = []
        for token in joined {
            let followed = token.end < s.count && kind(s[token.end]) != "-"
            if token.letters == [0x73], token.kind == "W", token.start > 0,
                s[token.start - 1] == 0x27, tokens.last?.end == token.start - 1,
                !followed
            {
                continue
            }
            tokens.append(token)
        }
        var position = -1
        for index in tokens.indices {
            position += 1
            let from = index == 0 ? 0 : tokens[index - 1].end
            if breaksParagraph(s[from..<tokens[index].start]) { position += 100 }
            tokens[index].position = position
        }
        return Field(scalars: s, tokens: tokens)
    }

    static func breaksParagraph(_ between: ArraySlice<UInt32>) -> Bool {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: between.compactMap { Unicode.Scalar($0) })
        if text.contains("\u{2029}") { return true }
        let lines = String(text).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .unicodeScalars.split(omittingEmptySubsequences: false) {
                ["\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}"].contains($0)
            }
        // A blank line has a break before and after it.
        return lines.dropFirst().dropLast().contains { $0.allSatisfy(\.properties.isWhitespace) }
    }

    // MARK: Terms

    struct Wanted {
        var letters: [UInt32]
        var kind: Character
        var starts = false
        var anywhere = false
        var isTight = false
    }

    func wanted(_ term: QueryTerm) -> [Wanted] {
        let words =
            term.isPhrase
            ? term.written.unicodeScalars.split {
                $0.properties.isWhitespace || "()（）\"“”„‟＂".unicodeScalars.contains($0)
            }.map { String($0) } : [term.written]
        return words.flatMap { word -> [Wanted] in
            var word = word
            let leading = word.hasPrefix("*")
            let trailing = word.count > 1 && word.hasSuffix("*")
            if leading { word.removeFirst() }
            if trailing { word.removeLast() }
            let scalars = Self.fold(word, foldsHan)
            if scalars == [0x27, 0x73] { return [] }
            let tokens = Self.field(scalars).tokens
            var list = tokens.map {
                Wanted(letters: $0.letters.filter { $0 != 0x2E }, kind: $0.kind)
            }
            for index in list.indices {
                if list[index].kind == "I" { list[index].kind = "W" }
                list[index].starts = list[index].kind == "H"
                guard index > 0, list[index].kind == "C" || list[index - 1].kind == "C" else {
                    continue
                }
                list[index].isTight = scalars[tokens[index - 1].end..<tokens[index].start]
                    .allSatisfy { $0 == 0x30FB || $0 == 0xB7 }
            }
            if leading { list[0].anywhere = true }
            if trailing, list[list.count - 1].kind == "W" { list[list.count - 1].starts = true }
            return list
        }
    }

    func places(_ term: QueryTerm) -> Set<Place> {
        let wanted = wanted(term)
        var places: Set<Place> = []
        for number in fields.indices {
            switch term.scope {
            case nil: if number == 2 { continue }
            case .title?: if number != 0 { continue }
            case .body?: if number != 1 { continue }
            case .source?: if number != 2 { continue }
            }
            for index in fields[number].tokens.indices {
                follow(wanted[...], fields[number], index, nil, nil) { start, end, first, last in
                    let place = Place(
                        field: number, start: start, end: end, first: first, last: last)
                    if !isMasked(place) { places.insert(place) }
                }
            }
        }
        return places
    }

    /// Tries `wanted` from token `index` on; `inside` is where the last Hangul ended in the token
    /// before.
    private func follow(
        _ wanted: ArraySlice<Wanted>, _ field: Field, _ index: Int,
        _ begun: (start: Int, first: Int)?,
        _ ended: (end: Int, last: Int, isHangul: Bool)?,
        _ found: (Int, Int, Int, Int) -> Void
    ) {
        guard let next = wanted.first else {
            if let begun, let ended { found(begun.start, ended.end, begun.first, ended.last) }
            return
        }
        func take(_ start: Int, _ end: Int, _ token: NaiveToken, _ at: Int) {
            follow(
                wanted.dropFirst(), field, at + 1, begun ?? (start, token.position),
                (end, token.position, next.kind == "H"), found)
        }
        if let ended, ended.isHangul, next.kind == "H" {
            let token = field.tokens[index - 1]
            for start in ended.end...max(ended.end, token.end)
            where (start == ended.end || next.anywhere) && start + next.letters.count <= token.end
                && Array(field.scalars[start..<start + next.letters.count]) == next.letters
            {
                take(start, start + next.letters.count, token, index - 1)
            }
        }
        guard index < field.tokens.count else { return }
        let token = field.tokens[index]
        if begun != nil {
            let before = field.tokens[index - 1]
            guard token.position == before.position + 1 else { return }
            if next.isTight {
                let between = field.scalars[before.end..<token.start]
                guard between.allSatisfy({ Self.isSpace($0) || $0 == 0x30FB || $0 == 0xB7 })
                else { return }
            }
        }
        switch (next.kind, token.kind) {
        case ("H", "H"):
            let count = next.letters.count
            for start in token.start..<token.end
            where (start == token.start || next.anywhere) && start + count <= token.end
                && Array(field.scalars[start..<start + count]) == next.letters
            {
                take(start, start + count, token, index)
            }
        case ("C", "C"), ("W", "W"), ("W", "I"):
            if token.letters == next.letters
                || (next.starts && token.letters.starts(with: next.letters))
            {
                take(token.start, token.end, token, index)
            }
        default: break
        }
    }

    private func isMasked(_ place: Place) -> Bool {
        let scalars = fields[place.field].scalars
        return masks.contains { mask in
            scalars.indices.contains { start in
                start + mask.count <= scalars.count && start <= place.start
                    && place.end <= start + mask.count
                    && Array(scalars[start..<start + mask.count]) == mask
            }
        }
    }

    // MARK: Expressions

    func holds(_ node: QueryNode) -> Bool {
        switch node {
        case .term(let term): !places(term).isEmpty
        case .language(let word): language == word || language.hasPrefix(word + "-")
        case .not(let operand): !holds(operand)
        case .and(let parts): parts.allSatisfy { holds($0) }
        case .or(let parts): parts.contains { holds($0) }
        case .near: !near(node).isEmpty
        }
    }

    private func near(_ node: QueryNode) -> Set<Place> {
        switch node {
        case .term(let term): return places(term)
        case .or(let parts): return parts.reduce(into: []) { $0.formUnion(near($1)) }
        case .near(let first, let rest):
            var left = near(first)
            for next in rest {
                var both: Set<Place> = []
                for a in left {
                    for b in near(next.operand) where a.field == b.field {
                        let (x, y) = a.start < b.start ? (a, b) : (b, a)
                        guard x.end <= y.start, max(0, y.first - x.last - 1) <= next.distance else {
                            continue
                        }
                        both.insert(
                            Place(
                                field: a.field, start: x.start, end: max(x.end, y.end),
                                first: x.first, last: max(x.last, y.last)))
                    }
                }
                left = both
            }
            return left
        default: return []
        }
    }
}
