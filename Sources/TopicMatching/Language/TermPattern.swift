// SPDX-License-Identifier: Apache-2.0

internal import Text

/// What a word or phrase looks for: tokens in a row (QUERY.md section 4).
struct TermPattern: Hashable, Sendable {
    /// The tokens, at least one.
    var tokens: [PatternToken]

    /// Whether the tokens at `index` and after it may stand unspaced in one Hangul token.
    func mayBeOneToken(at index: Int) -> Bool {
        index + 1 < tokens.count && tokens[index].kind == .hangul
            && tokens[index + 1].kind == .hangul
    }
}

/// A token that a term looks for.
struct PatternToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case word, single, hangul }

    /// Which part of a text's token has to be equal.
    enum Extent: Hashable, Sendable {
        /// All of it: words without a star, and single characters.
        case whole
        /// Its beginning: words with a star, and Hangul.
        case beginning
        /// Any part of it: Hangul after a star.
        case anywhere
    }

    var kind: Kind
    /// The folded letters; initials without their full stops.
    var bytes: [UInt8]
    var extent: Extent
    /// Whether only white space and middle dots may stand before it in the text.
    var isTight: Bool
}
