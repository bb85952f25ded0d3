// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A term of a topic as far as it can be looked for before a text is folded and cut into tokens.
public struct RequiredTerm: Sendable, Hashable {
    /// A token of the term.
    public struct Token: Sendable, Hashable {
        /// The classes of QUERY.md section 3.
        public enum Kind: Sendable, Hashable { case word, single, hangul }

        /// The class of the token.
        public var kind: Kind
        /// The folded letters.
        public var letters: String
        /// Whether the text's token must be these letters; else it has them at its beginning
        /// (words) or anywhere (Hangul).
        public var isWhole: Bool
        /// Whether only white space and middle dots may stand before it.
        public var isTight: Bool
    }

    /// The tokens, at consecutive positions of a text that has the term.
    public var tokens: [Token]
}

extension TopicSet {
    /// What has to occur, in title, body or source, of every document that the topic at `index`
    /// matches: of each of these lists one term. The one that should be seen least comes first;
    /// none where a document may match without any term.
    public func requiredTerms(of index: Int) -> [[RequiredTerm]] {
        for group in groups {
            guard let place = group.indices.firstIndex(of: index) else { continue }
            return group.topics[place].requiredClauses(group.terms).map { clause in
                clause.sorted().map { RequiredTerm(group.terms.terms[$0].pattern) }
            }
        }
        return []
    }
}

extension RequiredTerm {
    init(_ pattern: TermPattern) {
        tokens = pattern.tokens.map { token in
            let kind: Token.Kind =
                switch token.kind {
                case .word: .word
                case .single: .single
                case .hangul: .hangul
                }
            return Token(
                kind: kind, letters: String(decoding: token.bytes, as: UTF8.self),
                isWhole: token.extent == .whole, isTight: token.isTight)
        }
    }
}

extension CompiledTopic {
    /// Sets of terms of each of which one occurs in every document that matches, the rarest first.
    func requiredClauses(_ terms: TermTable) -> [Set<Int>] {
        var clauses: [Set<Int>] = []
        if let query { clauses += query.requiredClauses(terms) }
        if let any { clauses += CompiledNode.or(any).requiredClauses(terms) }
        for node in all { clauses += node.requiredClauses(terms) }
        guard let rarest = terms.rarest(of: clauses.map { $0 }) else { return [] }
        return [rarest] + clauses.filter { $0 != rarest }
    }
}

extension CompiledNode {
    /// Sets of terms of each of which one occurs wherever the expression holds.
    fileprivate func requiredClauses(_ terms: TermTable) -> [Set<Int>] {
        switch self {
        case .term(let number, _): [[number]]
        case .language, .not: []
        case .and(let parts): parts.flatMap { $0.requiredClauses(terms) }
        case .near(let first, let rest):
            ([first] + rest.map(\.operand)).flatMap { $0.requiredClauses(terms) }
        case .or: required(terms).map { [$0] } ?? []
        }
    }
}
