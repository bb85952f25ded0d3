// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A topic ready for matching.
struct CompiledTopic: Sendable {
    /// An entry of `weights`.
    struct Weighted: Sendable {
        var node: CompiledNode
        var weight: Double
    }

    let name: String
    /// The read form, for explanations.
    let read: ReadTopic
    let query: CompiledNode?
    let any: [CompiledNode]?
    let all: [CompiledNode]
    let none: [CompiledNode]
    let weights: [Weighted]?
    let threshold: Double
    let masks: Masks
    /// What is reported where it occurs, each once.
    let positives: [PositiveTerm]

    /// Compiles a topic that was read without errors; its terms join `terms`.
    init(_ definition: TopicDefinition, _ topic: ReadTopic, terms: inout TermTable) {
        name = definition.name
        read = topic
        query = topic.query.map { terms.compile($0) }
        any = topic.any.map { entries in entries.map { terms.compile($0.node) } }
        all = topic.all.map { terms.compile($0.node) }
        none = topic.none.map { terms.compile($0.node) }
        weights = topic.weights.map { entries in
            entries.map { Weighted(node: terms.compile($0.node), weight: $0.weight) }
        }
        threshold = topic.threshold
        masks = Masks(definition)
        var gathered = PositiveTerms()
        if let query = topic.query { gathered.add(query, &terms) }
        for entry in (topic.any ?? []) + topic.all { gathered.add(entry.node, &terms) }
        // A negative weight speaks against the topic, as NOT does.
        for entry in topic.weights ?? [] where entry.weight > 0 { gathered.add(entry.node, &terms) }
        positives = gathered.terms
    }

    /// Terms one of which occurs in every document that matches; nil where a document may match
    /// without any (`lang:ja` alone, a threshold of 0).
    func required(_ terms: TermTable) -> Set<Int>? {
        var candidates: [Set<Int>?] = []
        if let query { candidates.append(query.required(terms)) }
        if let any { candidates.append(CompiledNode.or(any).required(terms)) }
        candidates += all.map { $0.required(terms) }
        if let weights, threshold > 0 {
            let positive = weights.filter { $0.weight > 0 }.map(\.node)
            candidates.append(CompiledNode.or(positive).required(terms))
        }
        return terms.rarest(of: candidates)
    }
}

/// Gathers the positive terms of expressions, each once.
struct PositiveTerms {
    private(set) var terms: [PositiveTerm] = []
    private var known: Set<PositiveTerm> = []

    /// Adds the terms of `node` that are not under NOT.
    mutating func add(_ node: QueryNode, _ table: inout TermTable) {
        switch node {
        case .term(let term):
            let positive = PositiveTerm(
                term: table.number(of: term), fields: FieldSet(scope: term.scope),
                written: term.written)
            if known.insert(positive).inserted { terms.append(positive) }
        case .near(let first, let rest):
            add(first, &table)
            for next in rest { add(next.operand, &table) }
        case .and(let parts), .or(let parts):
            for part in parts { add(part, &table) }
        case .not, .language: break
        }
    }
}

extension CompiledNode {
    /// Terms one of which occurs wherever the expression holds; nil where it may hold without.
    func required(_ terms: TermTable) -> Set<Int>? {
        switch self {
        case .term(let number, _): return [number]
        case .language, .not: return nil
        case .near(let first, let rest):
            return terms.rarest(of: ([first] + rest.map(\.operand)).map { $0.required(terms) })
        case .and(let parts): return terms.rarest(of: parts.map { $0.required(terms) })
        case .or(let parts):
            var union: Set<Int> = []
            for part in parts {
                guard let required = part.required(terms) else { return nil }
                union.formUnion(required)
            }
            return union
        }
    }
}
