// SPDX-License-Identifier: Apache-2.0

internal import Text
internal import TopicMatching

/// Folded characters in a row, one row of which is in every text that has a term: one token of it,
/// or single characters that may be parted only by white space and middle dots.
struct SoughtRun: Hashable, Sendable {
    /// The folded characters.
    var scalars: [UInt32]
    /// Whether white space and middle dots may stand between them.
    var allowsGaps: Bool
    /// Whether nothing that belongs to a word may stand before, and behind.
    var startsWord: Bool
    var endsWord: Bool
    /// Whether it may also be written as initials.
    var mayBeInitials: Bool

    /// The run of `term` that should be seen least; the longest is taken for that.
    init?(_ term: RequiredTerm) {
        var best: SoughtRun?
        var index = 0
        while index < term.tokens.count {
            let token = term.tokens[index]
            var run = SoughtRun(token)
            index += 1
            while run.allowsGaps, index < term.tokens.count, term.tokens[index].kind == .single,
                term.tokens[index].isTight
            {
                run.scalars += term.tokens[index].letters.unicodeScalars.map(\.value)
                index += 1
            }
            if run.weight > best?.weight ?? 0 { best = run }
        }
        guard let best else { return nil }
        self = best
    }

    private init(_ token: RequiredTerm.Token) {
        scalars = token.letters.unicodeScalars.map(\.value)
        allowsGaps = token.kind == .single
        startsWord = token.kind == .word
        endsWord = token.kind == .word && token.isWhole
        mayBeInitials =
            token.kind == .word && scalars.count > 1
            && token.letters.unicodeScalars.allSatisfy { CharacterClass($0) == .letter }
    }

    /// Bytes of ASCII and characters of other scripts tell about as much, two to one.
    private var weight: Int { scalars.reduce(0) { $0 + ($1 < 0x80 ? 2 : 5) } }
}
