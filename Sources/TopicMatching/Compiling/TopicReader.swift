// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A topic's strings, read: expressions and phrases in place of text.
struct ReadTopic: Sendable {
    /// A phrase of a list, with its weight where it has one.
    struct Entry: Sendable {
        var node: QueryNode
        var weight = 0.0
    }

    var query: QueryNode?
    var any: [Entry]?
    var all: [Entry] = []
    var none: [Entry] = []
    var weights: [Entry]?
    var threshold = 1.0
}

/// Reads the strings of topic definitions and gathers what is wrong with them.
struct TopicReader {
    private(set) var errors: [QueryError] = []
    private var topic = ""
    private var foldsHan = true

    /// The topic that `definition` defines, without the strings that have errors.
    mutating func read(_ definition: TopicDefinition) -> ReadTopic {
        topic = definition.name
        foldsHan = definition.foldsHan
        var read = ReadTopic()
        switch definition.criteria {
        case .query(let query): read.query = node(of: query)
        case .lists(let lists):
            read.any = lists.any.map { entries($0) { .any($0) } }
            read.all = entries(lists.all ?? []) { .all($0) }
            read.weights = lists.weights.map { weighted($0) }
            read.threshold = lists.threshold
        }
        read.none = entries(definition.none) { .none($0) }
        for (index, mask) in definition.mask.enumerated()
        where Masks.folded(mask, definition).isEmpty {
            errors.append(
                QueryError(
                    .emptyTerm, at: 0, "there is nothing here to mask", part: .mask(index),
                    topic: topic))
        }
        return read
    }

    private mutating func node(of query: String) -> QueryNode? {
        do {
            return try Query.parse(query, foldsHan: foldsHan).root
        } catch {
            note(error, part: .query)
            return nil
        }
    }

    private mutating func weighted(_ phrases: [TopicDefinition.WeightedPhrase]) -> [ReadTopic.Entry]
    {
        phrases.enumerated().compactMap { index, phrase in
            entry(phrase.phrase, part: .weights(index)).map {
                ReadTopic.Entry(node: $0, weight: phrase.weight)
            }
        }
    }

    private mutating func entries(
        _ phrases: [String], part: (Int) -> TopicPart
    ) -> [ReadTopic.Entry] {
        phrases.enumerated().compactMap { index, phrase in
            entry(phrase, part: part(index)).map { ReadTopic.Entry(node: $0) }
        }
    }

    private mutating func entry(_ phrase: String, part: TopicPart) -> QueryNode? {
        do {
            return try ListPhrase.parse(phrase, foldsHan: foldsHan)
        } catch {
            note(error, part: part)
            return nil
        }
    }

    private mutating func note(_ error: QueryError, part: TopicPart) {
        var error = error
        error.part = part
        error.topic = topic
        errors.append(error)
    }
}

/// An entry of a list: a phrase without its quotes, with an optional field before it (QUERY.md
/// section 7).
enum ListPhrase {
    /// What the entry looks for.
    static func parse(_ string: String, foldsHan: Bool) throws(QueryError) -> QueryNode {
        let scalars = Array(string.unicodeScalars)
        guard scalars.count <= QuerySyntax.longest else {
            throw QueryError(
                .tooLong, at: QuerySyntax.longest,
                "the phrase is longer than \(QuerySyntax.longest) characters")
        }
        let whole = QueryText(scalars: scalars, positions: Array(scalars.indices))
        let start = scalars.firstIndex { !QuerySyntax.isSpace($0) } ?? 0
        guard let colon = scalars.firstIndex(where: QuerySyntax.isColon),
            let field = QueryField(name: scalars[start..<colon])
        else { return try phrase(whole, scope: nil, foldsHan) }
        let value = whole.dropFirst(colon + 1)
        switch field {
        case .text(let scope): return try phrase(value, scope: scope, foldsHan)
        case .language: return try language(value, after: colon)
        }
    }

    private static func phrase(
        _ text: QueryText, scope: MatchField?, _ foldsHan: Bool
    ) throws(QueryError) -> QueryNode {
        let position = zip(text.scalars, text.positions).first { !QuerySyntax.isSpace($0.0) }?.1
        let pattern = try PatternReader.pattern(
            of: text, isPhrase: true, at: position ?? 0, foldsHan: foldsHan)
        return .term(
            QueryTerm(
                written: text.string.trimmingSpace, isPhrase: true, scope: scope, pattern: pattern))
    }

    private static func language(_ text: QueryText, after colon: Int) throws(QueryError)
        -> QueryNode
    {
        let words = text.words
        guard words.count == 1, let word = words.first else {
            throw QueryError(
                words.isEmpty ? .emptyTerm : .fieldValue, at: words.last?.positions[0] ?? colon + 1,
                "lang: takes one language, as in lang:zh-hant")
        }
        _ = try PatternReader.pattern(
            of: word, isPhrase: false, at: word.positions[0], foldsHan: false)
        return .language(word.string)
    }
}

extension String {
    /// The string without white space around it.
    fileprivate var trimmingSpace: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !QuerySyntax.isSpace($0) }),
            let last = scalars.lastIndex(where: { !QuerySyntax.isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
