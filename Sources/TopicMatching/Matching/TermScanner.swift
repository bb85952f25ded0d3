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
        /// The first and the last character of the Hangul token that goes on, and their places.
        var hangul: UInt32 = 0
        var hangulStart = 0
        var isSecond = false
        var inner: UInt32 = 0
        var innerStart = 0
    }

    /// Appends the hits in `text`, beyond which `FoldedText.slack` zero bytes can be read.
    func scan(
        _ text: UnsafeBufferPointer<UInt8>, field: UInt32, into hits: inout [TermAutomaton.Hit]
    ) {
        guard let start = text.baseAddress else { return }
        let bytes = unsafe UnsafeRawPointer(start)
        let whole = automaton.wholeWords.words.span
        let beginnings = automaton.wordBeginnings.words.span
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
                    if automaton.wholeWords.mayContain(key, in: whole)
                        || automaton.wordBeginnings.mayContain(key & 0xFFFF_FFFF, in: beginnings)
                    {
                        unsafe walker.walkWord(text, from: at, field: field, into: &hits)
                    }
                    if run == 1, letters &>> 8 & 0xFF == 0x2E {
                        unsafe walker.walkInitials(text, from: at, field: field, into: &hits)
                    }
                }
                if context.single != 0, !Self.isSpace(ascii, length) { context.single = 0 }
                context.hangul = 0
                context.inner = 0
                index &+= length
                if high == 0 { continue }
            }
            unsafe scanOthers(text, field: field, from: &index, &context, into: &hits)
        }
    }

    /// Takes characters outside ASCII for as long as there are any.
    @inline(__always)
    private func scanOthers(
        _ text: UnsafeBufferPointer<UInt8>, field: UInt32, from index: inout Int,
        _ context: inout Context, into hits: inout [TermAutomaton.Hit]
    ) {
        let plane = self.plane.span
        let pairs = automaton.pairs.words.span
        let lone = automaton.lone.words.span
        while index < text.count, unsafe text[index] >= 0x80 {
            let (scalar, length) = unsafe Self.decode(text, at: index)
            let kind =
                scalar < 0x10000
                ? plane[Int(scalar)] : walker.reader.kind(of: scalar).rawValue
            if kind == CharacterClass.single.rawValue {
                if automaton.lone.mayContain(UInt64(scalar), in: lone) {
                    walker.reportLone(scalar, at: index, field: field, into: &hits)
                }
                if context.single != 0,
                    automaton.pairs.mayContain(
                        AutomatonBuilder.pairKey(context.single, scalar), in: pairs)
                {
                    unsafe walker.walkSingles(
                        text, from: context.singleStart, field: field, into: &hits)
                }
                context = Context()
                context.single = scalar
                context.singleStart = index
            } else if kind == CharacterClass.hangul.rawValue {
                unsafe takeHangul(text, scalar, at: index, field: field, &context, into: &hits)
            } else if kind >= CharacterClass.letter.rawValue {
                if context.word == 0 {
                    unsafe takeWordStart(text, scalar, at: index, field: field, into: &hits)
                }
                context = Context()
                context.word = 0x80
            } else {
                let staysNear =
                    kind == CharacterClass.space.rawValue || Separators.isMiddleDot(scalar)
                let (single, start) = (context.single, context.singleStart)
                context = Context()
                if staysNear { (context.single, context.singleStart) = (single, start) }
            }
            index &+= length
        }
    }

    private func takeWordStart(
        _ text: UnsafeBufferPointer<UInt8>, _ scalar: UInt32, at index: Int, field: UInt32,
        into hits: inout [TermAutomaton.Hit]
    ) {
        if automaton.wordLeads.mayContain(UInt64(scalar), in: automaton.wordLeads.words.span) {
            unsafe walker.walkWord(text, from: index, field: field, into: &hits)
            unsafe walker.walkInitials(text, from: index, field: field, into: &hits)
        }
    }

    @inline(__always)
    private func takeHangul(
        _ text: UnsafeBufferPointer<UInt8>, _ scalar: UInt32, at index: Int, field: UInt32,
        _ context: inout Context, into hits: inout [TermAutomaton.Hit]
    ) {
        let isFirst = context.hangul == 0
        if isFirst {
            context = Context()
            context.hangul = scalar
            context.hangulStart = index
            context.isSecond = true
            if automaton.lone.mayContain(UInt64(scalar), in: automaton.lone.words.span) {
                walker.reportLone(scalar, at: index, field: field, into: &hits)
            }
        } else if context.isSecond {
            context.isSecond = false
            let key = AutomatonBuilder.pairKey(context.hangul, scalar)
            if automaton.pairs.mayContain(key, in: automaton.pairs.words.span) {
                unsafe walker.walkHangul(
                    text, from: context.hangulStart, inner: false, field: field, into: &hits)
            }
        }
        guard automaton.hasInner else { return }
        if automaton.innerLone.mayContain(UInt64(scalar), in: automaton.innerLone.words.span) {
            walker.reportLone(scalar, at: index, inner: true, field: field, into: &hits)
        }
        let key = AutomatonBuilder.pairKey(context.inner, scalar)
        if context.inner != 0,
            automaton.innerPairs.mayContain(key, in: automaton.innerPairs.words.span)
        {
            unsafe walker.walkHangul(
                text, from: context.innerStart, inner: true, field: field, into: &hits)
        }
        context.inner = scalar
        context.innerStart = index
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

    /// The scalar at `index`; whatever bytes there are, it reads at most the slack.
    @inline(__always)
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: UInt32, length: Int) {
        unsafe UTF8Reading.scalar(text, at: index)
    }
}
