// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Reads a query by recursive descent, one function for each rule of the grammar.
struct QueryParser {
    private let foldsHan: Bool
    private var lexer: QueryLexer
    private var item: QueryLexer.Item
    private var depth = 0
    private var firstNot: Int?

    /// An expression with what NEAR has to know about it.
    private struct Parsed {
        var node: QueryNode
        var position: Int
        var hasField = false
    }

    init(_ string: String, foldsHan: Bool) throws(QueryError) {
        self.foldsHan = foldsHan
        lexer = QueryLexer(string)
        item = try lexer.next()
    }

    /// Reads the whole query.
    mutating func parse() throws(QueryError) -> QueryNode {
        if case .end = item.kind {
            throw QueryError(.empty, at: 0, "the query is empty")
        }
        let root = try parseOr(scope: nil).node
        if case .closing = item.kind {
            throw QueryError(
                .unopenedParenthesis, at: item.position, "this parenthesis was never opened")
        }
        guard root.isBounded else {
            throw QueryError(
                .unbounded, at: firstNot ?? 0,
                "nearly everything would match: every way of matching needs a term that is not"
                    + " under NOT")
        }
        return root
    }

    private mutating func advance() throws(QueryError) { item = try lexer.next() }

    private mutating func parseOr(scope: MatchField?) throws(QueryError) -> Parsed {
        var first = try parseAnd(scope: scope)
        var parts = [first.node]
        while case .or = item.kind {
            try advance()
            let next = try parseAnd(scope: scope)
            parts.append(next.node)
            first.hasField = first.hasField || next.hasField
        }
        if parts.count > 1 { first.node = .or(parts) }
        return first
    }

    private mutating func parseAnd(scope: MatchField?) throws(QueryError) -> Parsed {
        var first = try parseUnary(scope: scope)
        var parts = [first.node]
        loop: while true {
            switch item.kind {
            case .and: try advance()
            case .not, .opening, .phrase, .word, .field: break
            case .or, .near, .closing, .end: break loop
            }
            let next = try parseUnary(scope: scope)
            parts.append(next.node)
            first.hasField = first.hasField || next.hasField
        }
        if parts.count > 1 { first.node = .and(parts) }
        return first
    }

    private mutating func parseUnary(scope: MatchField?) throws(QueryError) -> Parsed {
        var negations = 0
        while case .not = item.kind {
            if firstNot == nil { firstNot = item.position }
            negations += 1
            try advance()
        }
        var operand = try parseNear(scope: scope)
        for _ in 0..<negations { operand.node = operand.node.negated }
        return operand
    }

    private mutating func parseNear(scope: MatchField?) throws(QueryError) -> Parsed {
        var first = try parsePrimary(scope: scope)
        var rest: [QueryNode.NearOperand] = []
        while case .near(let distance) = item.kind {
            if rest.isEmpty { try Self.checkNearOperand(first) }
            try advance()
            let next = try parsePrimary(scope: scope)
            try Self.checkNearOperand(next)
            rest.append(QueryNode.NearOperand(distance: distance, operand: next.node))
        }
        if !rest.isEmpty { first.node = .near(first.node, rest) }
        return first
    }

    private static func checkNearOperand(_ operand: Parsed) throws(QueryError) {
        guard operand.hasField || !operand.node.isNearOperand else { return }
        throw QueryError(
            .nearOperand, at: operand.position,
            "NEAR joins words, phrases, NEARs and ORs of them; a field goes before the whole, as in"
                + " title:(a NEAR b)")
    }

    private mutating func parsePrimary(scope: MatchField?) throws(QueryError) -> Parsed {
        let start = item
        switch start.kind {
        case .word(let text): return try parseTerm(text, isPhrase: false, scope: scope)
        case .phrase(let text): return try parseTerm(text, isPhrase: true, scope: scope)
        case .opening:
            return try parseGroup { (parser) throws(QueryError) in
                try parser.parseOr(scope: scope)
            }
        case .field(let field):
            try advance()
            var value: Parsed
            switch (field, item.kind) {
            case (.language, .opening), (.language, .word), (.language, .phrase):
                value = try parseLanguages()
            case (.text(let inner), .opening), (.text(let inner), .word),
                (.text(let inner), .phrase):
                value = try parsePrimary(scope: inner)
            case (.language, .not): throw badLanguage()
            default: throw unexpected()
            }
            value.position = start.position
            value.hasField = true
            return value
        case .closing, .and, .or, .not, .near, .end: throw unexpected()
        }
    }

    private mutating func parseTerm(
        _ text: QueryText, isPhrase: Bool, scope: MatchField?
    ) throws(QueryError) -> Parsed {
        let pattern = try PatternReader.pattern(
            of: text, isPhrase: isPhrase, at: item.position, foldsHan: foldsHan)
        let term = QueryTerm(
            written: text.string, isPhrase: isPhrase, scope: scope, pattern: pattern)
        let parsed = Parsed(node: .term(term), position: item.position)
        try advance()
        return parsed
    }

    /// Reads what stands in parentheses; the opening one is the current item.
    private mutating func parseGroup(
        _ content: (inout QueryParser) throws(QueryError) -> Parsed
    ) throws(QueryError) -> Parsed {
        let start = item.position
        guard depth < QuerySyntax.deepest else {
            throw QueryError(
                .tooDeep, at: start, "more than \(QuerySyntax.deepest) parentheses are open here")
        }
        depth += 1
        try advance()
        var group = try content(&self)
        guard case .closing = item.kind else {
            throw QueryError(.unclosedParenthesis, at: start, "this parenthesis is never closed")
        }
        depth -= 1
        try advance()
        group.position = start
        return group
    }

    /// Reads what `lang:` takes: a word, or words joined by OR in parentheses.
    private mutating func parseLanguages() throws(QueryError) -> Parsed {
        switch item.kind {
        case .word(let text):
            _ = try PatternReader.pattern(
                of: text, isPhrase: false, at: item.position, foldsHan: foldsHan)
            let parsed = Parsed(node: .language(text.string), position: item.position)
            try advance()
            return parsed
        case .opening:
            return try parseGroup { (parser) throws(QueryError) in
                var first = try parser.parseLanguages()
                var parts = [first.node]
                while true {
                    switch parser.item.kind {
                    case .closing, .end:
                        if parts.count > 1 { first.node = .or(parts) }
                        return first
                    case .or: try parser.advance()
                    default: throw parser.badLanguage()
                    }
                    parts.append(try parser.parseLanguages().node)
                }
            }
        case .phrase, .not, .field: throw badLanguage()
        case .closing, .and, .or, .near, .end: throw unexpected()
        }
    }

    private func badLanguage() -> QueryError {
        QueryError(
            .fieldValue, at: item.position,
            "lang: takes a language, or languages joined by OR, as in lang:(ja OR zh-hant)")
    }

    private func unexpected() -> QueryError {
        let message =
            if case .end = item.kind {
                "the query ends where a word or phrase must stand"
            } else {
                "a word or phrase must stand here; operators and fields can be searched for in"
                    + " quotation marks"
            }
        return QueryError(.unexpected, at: item.position, message)
    }
}

extension QueryNode {
    /// Whether it may stand beside NEAR: a term, a NEAR, or an OR of those.
    fileprivate var isNearOperand: Bool {
        switch self {
        case .term, .near: true
        case .or(let parts): parts.allSatisfy { $0.isNearOperand }
        case .language, .not, .and: false
        }
    }
}
