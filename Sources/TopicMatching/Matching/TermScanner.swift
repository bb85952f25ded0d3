// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Walks a folded text once and reports where anchors may start.
///
/// ASCII is looked at eight bytes at a time: the starts of its words come out as bits, and for each
/// a filter is asked about the word's first letters. Other characters are looked at one by one.
struct TermScanner: Sendable {
    private let automaton: TermAutomaton
    private let plane = CharacterClassTable.shared.plane
    private let walker: TermWalker

    /// A scanner for the terms of `automaton`.
    init(_ automaton: TermAutomaton) {
        self.automaton = automaton
        walker = TermWalker(automaton)
    }

    /// What was seen just before, as far as it matters to what comes.
    private struct Context {
        /// 0x80 if the last character belongs to a word.
        var word: UInt64 = 0
        /// The last single character and its place, if nothing that parts a term came after it.
        var single: UInt32 = 0
        var singleStart = 0
        /// How many characters of the Hangul token that goes on were seen: 0, 1, or 2 for more;
        /// and the last of them with its place.
        var hangulCount = 0
        var hangul: UInt32 = 0
        var hangulStart = 0
    }

    /// Appends the hits in `text`, beyond which `FoldedText.slack` zero bytes can be read.
    func scan(
        _ text: UnsafeBufferPointer<UInt8>, field: UInt32, into hits: inout [TermAutomaton.Hit]
    ) {
        guard let start = text.baseAddress else { return }
        let bytes = unsafe UnsafeRawPointer(start)
        let (filterWords, classes, slots) = (automaton.filterBits.words, plane, automaton.words)
        let words = slots.span
        let bits = filterWords.span
        let plane = classes.span
        let filters = automaton.filters
        var context = Context()
        var index = 0
        while index < text.count {
            let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let high = block & 0x8080_8080_8080_8080
            let length = high.trailingZeroBitCount &>> 3
            if length > 0 {
                let ascii = length == 8 ? block : block & (1 &<< UInt64(length &<< 3) &- 1)
                let flags = Self.alphanumerics(ascii)
                var starts = flags & ~(flags &<< 8 | context.word)
                context.word = flags &>> UInt64(length &* 8 &- 8) & 0x80
                while starts != 0 {
                    let at = index &+ starts.trailingZeroBitCount &>> 3
                    starts &= starts &- 1
                    let letters = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    let run =
                        (~Self.alphanumerics(letters) & 0x8080_8080_8080_8080)
                        .trailingZeroBitCount &>> 3
                    let key = letters & UInt64.max &>> UInt64(64 &- run &* 8)
                    if filters.wholeWords.mayContain(key, in: bits) {
                        unsafe walker.findWord(
                            text, from: at, key, run, in: words, field: field, into: &hits)
                    }
                    if filters.wordBeginnings.mayContain(key & 0xFFFF_FFFF, in: bits) {
                        unsafe walker.walkWord(text, from: at, field: field, into: &hits)
                    }
                    if run == 1, letters &>> 8 & 0xFF == 0x2E {
                        unsafe walker.walkInitials(text, from: at, field: field, into: &hits)
                    }
                }
                if context.single != 0, !Self.isSpace(ascii, length) { context.single = 0 }
                context.hangulCount = 0
                index &+= length
                if high == 0 { continue }
            }
            while index < text.count, unsafe text[index] >= 0x80 {
                let (scalar, length) = unsafe UTF8Reading.scalar(text, at: index)
                let kind =
                    scalar < 0x10000
                    ? plane[Int(scalar)] : walker.reader.kind(of: scalar).rawValue
                unsafe take(
                    scalar, kind, text, at: index, field, filters, bits, &context, into: &hits)
                index &+= length
            }
        }
    }

    /// Takes a character outside ASCII.
    @inline(__always)
    private func take(
        _ scalar: UInt32, _ kind: UInt8, _ text: UnsafeBufferPointer<UInt8>, at index: Int,
        _ field: UInt32, _ filters: TermAutomaton.Filters, _ bits: borrowing Span<UInt64>,
        _ context: inout Context,
        into hits: inout [TermAutomaton.Hit]
    ) {
        if kind == CharacterClass.single.rawValue {
            if filters.lone.mayContain(UInt64(scalar), in: bits) {
                walker.reportLone(scalar, at: index, field: field, into: &hits)
            }
            let key = AutomatonBuilder.pairKey(context.single, scalar)
            if context.single != 0, filters.pairs.mayContain(key, in: bits) {
                unsafe walker.walkSingles(
                    text, from: context.singleStart, field: field, into: &hits)
            }
            context.single = scalar
            context.singleStart = index
            context.word = 0
            context.hangulCount = 0
        } else if kind == CharacterClass.hangul.rawValue {
            unsafe takeHangul(
                scalar, text, at: index, field, filters, bits, &context, into: &hits)
            context.single = 0
            context.word = 0
        } else if kind >= CharacterClass.letter.rawValue {
            if context.word == 0, filters.wordLeads.mayContain(UInt64(scalar), in: bits) {
                let words = automaton.words
                unsafe walker.findWord(
                    text, from: index, 0, 0, in: words.span, field: field, into: &hits)
                unsafe walker.walkWord(text, from: index, field: field, into: &hits)
                unsafe walker.walkInitials(text, from: index, field: field, into: &hits)
            }
            context.single = 0
            context.word = 0x80
            context.hangulCount = 0
        } else {
            if kind != CharacterClass.space.rawValue, !Separators.isMiddleDot(scalar) {
                context.single = 0
            }
            context.word = 0
            context.hangulCount = 0
        }
    }

    /// Takes a character of Hangul: terms start with a token's first or, after a star, anywhere.
    @inline(__always)
    private func takeHangul(
        _ scalar: UInt32, _ text: UnsafeBufferPointer<UInt8>, at index: Int, _ field: UInt32,
        _ filters: TermAutomaton.Filters, _ bits: borrowing Span<UInt64>, _ context: inout Context,
        into hits: inout [TermAutomaton.Hit]
    ) {
        if filters.innerLone.mayContain(UInt64(scalar), in: bits) {
            walker.reportLone(scalar, at: index, inner: true, field: field, into: &hits)
        }
        if context.hangulCount == 0 {
            if filters.lone.mayContain(UInt64(scalar), in: bits) {
                walker.reportLone(scalar, at: index, field: field, into: &hits)
            }
            context.hangulCount = 1
        } else {
            let key = AutomatonBuilder.pairKey(context.hangul, scalar)
            if context.hangulCount == 1, filters.pairs.mayContain(key, in: bits) {
                unsafe walker.walkHangul(
                    text, from: context.hangulStart, inner: false, field: field, into: &hits)
            }
            if filters.innerPairs.mayContain(key, in: bits) {
                unsafe walker.walkHangul(
                    text, from: context.hangulStart, inner: true, field: field, into: &hits)
            }
            context.hangulCount = 2
        }
        context.hangul = scalar
        context.hangulStart = index
    }

    /// 0x80 in each byte that is a lower-case letter or a digit of ASCII.
    @inline(__always)
    private static func alphanumerics(_ word: UInt64) -> UInt64 {
        let seven = word & 0x7F7F_7F7F_7F7F_7F7F
        let letters = (seven &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(seven &+ 0x0505_0505_0505_0505)
        let digits = (seven &+ 0x5050_5050_5050_5050) & ~(seven &+ 0x4646_4646_4646_4646)
        return (letters | digits) & ~word & 0x8080_8080_8080_8080
    }

    private static func isSpace(_ word: UInt64, _ length: Int) -> Bool {
        (0..<length).allSatisfy { offset in
            let byte = UInt8(truncatingIfNeeded: word >> UInt64(offset * 8))
            return byte == 0x20 || (0x09...0x0D).contains(byte)
        }
    }
}
