// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Reads the words of a term: stars, tokens, and what may part them (QUERY.md section 4).
enum PatternReader {
    /// The pattern of a term.
    ///
    /// - Parameter position: where the term begins, for errors about the whole of it.
    /// - Throws: what is wrong with it, the leftmost first.
    static func pattern(
        of text: QueryText, isPhrase: Bool, at position: Int, foldsHan: Bool
    ) throws(QueryError) -> TermPattern {
        var reader = WordReader(foldsHan: foldsHan)
        var tokens: [PatternToken] = []
        if isPhrase {
            for word in text.words { tokens += try reader.tokens(of: word) }
        } else {
            try checkPrefix(of: text)
            tokens = try reader.tokens(of: text)
        }
        guard !tokens.isEmpty else {
            throw QueryError(
                .emptyTerm, at: position, "there is no letter or digit here to look for")
        }
        return TermPattern(tokens: tokens)
    }

    /// `-soccer` means NOT elsewhere, and `+soccer` AND: say so.
    private static func checkPrefix(of text: QueryText) throws(QueryError) {
        guard text.scalars.count > 1, let sign = text.scalars.first else { return }
        let folded = WordReader.folded(sign)
        guard folded == [UInt8(ascii: "-")] || folded == [UInt8(ascii: "+")],
            CharacterClass(text.scalars[1]).isAlphanumeric
        else { return }
        throw QueryError(
            .prefixOperator, at: text.positions[0],
            folded == [UInt8(ascii: "-")]
                ? "write NOT to exclude a term" : "every term is required unless OR stands by it")
    }
}

/// Reads one word of a term.
private struct WordReader {
    private var folder: TextFolder
    private var tokenizer = Tokenizer()

    init(foldsHan: Bool) {
        folder = TextFolder(foldsHan: foldsHan)
    }

    /// The tokens of `word`; none where it has nothing to look for.
    mutating func tokens(of word: QueryText) throws(QueryError) -> [PatternToken] {
        let scalars = word.scalars
        // Characters that folding deletes do not keep a star from being first or last.
        let visible = scalars.indices.filter { !TextFolder.deletes(scalars[$0]) }
        guard let first = visible.first, let last = visible.last else { return [] }
        let isLeading = QuerySyntax.isStar(scalars[first])
        let isTrailing = last > first && QuerySyntax.isStar(scalars[last])
        let core = scalars[(isLeading ? first + 1 : first)..<(isTrailing ? last : last + 1)]
        let folded = fold(core)
        let found = tokenizer.tokens(of: folded)
        if isLeading, found.first?.kind != .hangul || found.first?.start != 0 {
            throw QueryError(
                .wildcardPosition, at: word.positions[first],
                "a star goes after a word, or before Hangul")
        }
        if let star = core.firstIndex(where: QuerySyntax.isStar) {
            throw QueryError(
                .wildcardPosition, at: word.positions[star],
                "a star goes at the end of a word, not inside it")
        }
        guard let lastToken = found.last, folded.bytes != Array("'s".utf8) else {
            guard isTrailing else { return [] }
            throw QueryError(
                .wildcardPosition, at: word.positions[last], "a star needs a word before it")
        }
        let endsInWord = lastToken.kind == .word || lastToken.kind == .initials
        if isTrailing, endsInWord, Self.alphanumerics(of: folded) < 2 {
            throw QueryError(
                .wildcardShort, at: word.positions[0],
                "a star needs at least 2 letters or digits before it")
        }
        var tokens = Self.patternTokens(found, of: folded)
        if isLeading { tokens[0].extent = .anywhere }
        if isTrailing, endsInWord { tokens[tokens.count - 1].extent = .beginning }
        return tokens
    }

    private mutating func fold(_ scalars: ArraySlice<Unicode.Scalar>) -> FoldedText {
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return unsafe UTF8Text(string).withUnsafeBytes { unsafe folder.fold($0) }
    }

    /// What one character folds to; nothing for one that is deleted.
    static func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
        Text.folded(UTF8Text(String(Character(scalar))), foldsHan: false)
    }

    private static func alphanumerics(of folded: FoldedText) -> Int {
        String(decoding: folded.bytes, as: UTF8.self).unicodeScalars
            .count { CharacterClass($0).isAlphanumeric }
    }

    private static func patternTokens(_ tokens: [Token], of folded: FoldedText) -> [PatternToken] {
        let bytes = folded.bytes
        return tokens.indices.map { index in
            let token = tokens[index]
            var letters = Array(bytes[token.range])
            if token.kind == .initials { letters.removeAll { $0 == UInt8(ascii: ".") } }
            var isTight = false
            if index > 0, token.kind == .single || tokens[index - 1].kind == .single {
                isTight = Separators.areMiddleDots(bytes[tokens[index - 1].end..<token.start])
            }
            switch token.kind {
            case .word, .initials:
                return PatternToken(kind: .word, bytes: letters, extent: .whole, isTight: isTight)
            case .single:
                return PatternToken(
                    kind: .single, bytes: letters, extent: .whole, isTight: isTight)
            case .hangul:
                return PatternToken(
                    kind: .hangul, bytes: letters, extent: .beginning, isTight: isTight)
            }
        }
    }
}
