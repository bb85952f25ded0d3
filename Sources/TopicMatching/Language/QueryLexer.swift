// SPDX-License-Identifier: Apache-2.0

/// Cuts a query into items, one at a time, so that errors come out left to right.
struct QueryLexer {
    /// A word, phrase, operator, field name or parenthesis.
    struct Item {
        enum Kind {
            case opening, closing, and, or, not
            case near(Int)
            case field(QueryField)
            case phrase(QueryText)
            case word(QueryText)
            case end
        }
        var kind: Kind
        /// Where it begins.
        var position: Int
    }

    private let scalars: [Unicode.Scalar]
    private let isTooLong: Bool
    private var index = 0

    init(_ string: String) {
        let all = Array(string.unicodeScalars.prefix(QuerySyntax.longest + 1))
        isTooLong = all.count > QuerySyntax.longest
        scalars = isTooLong ? Array(all.dropLast()) : all
    }

    /// The next item; the end stands at the query's length.
    mutating func next() throws(QueryError) -> Item {
        while index < scalars.count, QuerySyntax.isSpace(scalars[index]) { index += 1 }
        let start = index
        guard start < scalars.count else {
            try checkLength()
            return Item(kind: .end, position: start)
        }
        let scalar = scalars[start]
        if QuerySyntax.isQuote(scalar) { return try phrase() }
        if QuerySyntax.isOpening(scalar) || QuerySyntax.isClosing(scalar) {
            index += 1
            return Item(
                kind: QuerySyntax.isOpening(scalar) ? .opening : .closing, position: start)
        }
        return try word()
    }

    /// Whoever comes to the end of what is read of a query that goes on has met its length.
    private func checkLength() throws(QueryError) {
        guard isTooLong else { return }
        throw QueryError(
            .tooLong, at: QuerySyntax.longest,
            "the query is longer than \(QuerySyntax.longest) characters")
    }

    private mutating func phrase() throws(QueryError) -> Item {
        let start = index
        var text = QueryText()
        index += 1
        while index < scalars.count {
            var scalar = scalars[index]
            let position = index
            index += 1
            if QuerySyntax.isQuote(scalar) {
                return Item(kind: .phrase(text), position: start)
            }
            if scalar == "\\", index < scalars.count,
                scalars[index] == "\\" || QuerySyntax.isQuote(scalars[index])
            {
                scalar = scalars[index]
                index += 1
            }
            text.append(scalar, at: position)
        }
        try checkLength()
        throw QueryError(.unclosedPhrase, at: start, "this quotation mark is never closed")
    }

    private mutating func word() throws(QueryError) -> Item {
        let start = index
        while index < scalars.count, !QuerySyntax.endsWord(scalars[index]) { index += 1 }
        if index == scalars.count { try checkLength() }
        let word = scalars[start..<index]
        if let kind = try Self.operatorKind(of: word, at: start) {
            return Item(kind: kind, position: start)
        }
        if let colon = word.firstIndex(where: QuerySyntax.isColon), colon > start,
            word[..<colon].allSatisfy(QuerySyntax.isASCIILetter)
        {
            index = colon + 1
            return Item(kind: .field(try Self.field(word[..<colon])), position: start)
        }
        return Item(
            kind: .word(QueryText(scalars: Array(word), positions: Array(start..<index))),
            position: start)
    }

    private static func operatorKind(
        of word: ArraySlice<Unicode.Scalar>, at start: Int
    ) throws(QueryError) -> Item.Kind? {
        // The longest operator is NEAR/ and digits; a longer word cannot be another.
        var text = ""
        for scalar in word { text.unicodeScalars.append(QuerySyntax.narrowed(scalar)) }
        switch text {
        case "AND": return .and
        case "OR": return .or
        case "NOT": return .not
        case "NEAR": return .near(QuerySyntax.usualDistance)
        default: break
        }
        guard text.hasPrefix("NEAR/") else { return nil }
        let digits = text.utf8.dropFirst(5)
        let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isNumber, let distance = Int(String(Substring(digits))),
            distance <= QuerySyntax.largestDistance
        {
            return .near(distance)
        }
        throw QueryError(
            .nearDistance, at: start,
            "NEAR takes a distance of 0 to \(QuerySyntax.largestDistance) tokens, as in NEAR/5")
    }

    private static func field(_ name: ArraySlice<Unicode.Scalar>) throws(QueryError) -> QueryField {
        guard let field = QueryField(name: name) else {
            var text = ""
            text.unicodeScalars.append(contentsOf: name)
            throw QueryError(
                .unknownField, at: name.startIndex,
                "there is no field '\(text)': the fields are title, body, source and lang;"
                    + " put quotation marks around what is none")
        }
        return field
    }
}
