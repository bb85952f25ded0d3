// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Draws the tree of a topic's parts with their verdicts.
struct Explainer {
    private let evaluation: TopicEvaluation

    init(_ evaluation: TopicEvaluation) {
        self.evaluation = evaluation
    }

    /// The explanation for `document`, which `scan` holds.
    func explain(_ document: MatchDocument, in scan: inout GroupScan) -> Explanation {
        let (score, matches) = evaluation.evidence(in: &scan)
        let matched = evaluation.matches(in: &scan)
        let judgement = TopicJudgement(
            name: evaluation.topic.name, matched: matched, score: score, matches: matches)
        var folded: [MatchField: String] = [:]
        for (number, field) in MatchField.allCases.enumerated() {
            folded[field] = String(decoding: scan.fields[number].bytes, as: UTF8.self)
        }
        return Explanation(
            judgement: judgement, clauses: clauses(in: &scan),
            isNearMiss: evaluation.missingClause(in: &scan) != nil, folded: folded,
            foldings: Foldings.words(of: document, in: &scan))
    }

    private func clauses(in scan: inout GroupScan) -> [Explanation.Clause] {
        let (read, topic) = (evaluation.topic.read, evaluation.topic)
        var clauses: [Explanation.Clause] = []
        if let query = read.query, let compiled = topic.query {
            for (part, node) in zip(query.conjuncts, compiled.conjuncts) {
                clauses.append(clause(part, node, in: &scan))
            }
        }
        if let any = read.any, let nodes = topic.any {
            let parts = list(any, nodes, in: &scan)
            clauses.append(
                gathered(.any, ClauseName.any, parts.contains { $0.holds }, parts))
        }
        for (entry, node) in zip(read.all, topic.all) {
            clauses.append(clause(entry.node, node, in: &scan))
        }
        if !read.none.isEmpty {
            let parts = list(read.none, topic.none, in: &scan)
            clauses.append(
                gathered(.none, ClauseName.none, !parts.contains { $0.holds }, parts))
        }
        if let weights = read.weights, let nodes = topic.weights {
            var parts = list(weights, nodes.map(\.node), in: &scan)
            for index in parts.indices { parts[index].weight = nodes[index].weight }
            let text = ClauseName.weights(topic.threshold)
            clauses.append(
                gathered(.weights, text, evaluation.isHeavyEnough(in: &scan), parts))
        }
        return clauses
    }

    private func list(
        _ entries: [ReadTopic.Entry], _ nodes: [CompiledNode], in scan: inout GroupScan
    ) -> [Explanation.Clause] {
        var parts: [Explanation.Clause] = []
        for (entry, node) in zip(entries, nodes) {
            parts.append(clause(entry.node, node, in: &scan))
        }
        return parts
    }

    /// The clause of one expression, read and compiled.
    private func clause(
        _ read: QueryNode, _ node: CompiledNode, in scan: inout GroupScan
    ) -> Explanation.Clause {
        let holds = evaluation.holds(node, in: &scan)
        var made = Explanation.Clause(
            kind: .term, text: read.description, place: "", holds: holds, evidence: [], masked: [],
            weight: nil, parts: [])
        switch (read, node) {
        case (.term(let term), .term(let number, let fields)):
            made.place = term.scope?.rawValue ?? "title or body"
            let all = scan.occurrences(of: number).filter { fields.contains(field: $0.field) }
            var (counted, masked) = (MatchGatherer(), MatchGatherer())
            counted.add(term.written, all.filter { !evaluation.evaluator.isMasked($0, in: scan) })
            masked.add(term.written, all.filter { evaluation.evaluator.isMasked($0, in: scan) })
            made.evidence = counted.matches(scan.fields)
            made.masked = masked.matches(scan.fields)
            return made
        case (.language, .language): made.kind = .language
        case (.not(let read), .not(let node)):
            return gathered(.not, made.text, holds, [clause(read, node, in: &scan)])
        case (.and(let reads), .and(let nodes)):
            return gathered(.and, made.text, holds, clauses(reads, nodes, in: &scan))
        case (.or(let reads), .or(let nodes)):
            return gathered(.or, made.text, holds, clauses(reads, nodes, in: &scan))
        case (.near(let first, let rest), .near(let firstNode, let restNodes)):
            let parts = clauses(
                [first] + rest.map(\.operand), [firstNode] + restNodes.map(\.operand), in: &scan)
            return gathered(.near, made.text, holds, parts)
        default: break
        }
        return made
    }

    private func clauses(
        _ reads: [QueryNode], _ nodes: [CompiledNode], in scan: inout GroupScan
    ) -> [Explanation.Clause] {
        var parts: [Explanation.Clause] = []
        for (read, node) in zip(reads, nodes) { parts.append(clause(read, node, in: &scan)) }
        return parts
    }

    /// A clause whose evidence is that of its parts.
    private func gathered(
        _ kind: Explanation.Clause.Kind, _ text: String, _ holds: Bool,
        _ parts: [Explanation.Clause]
    ) -> Explanation.Clause {
        Explanation.Clause(
            kind: kind, text: text, place: Self.commonPlace(of: parts), holds: holds,
            evidence: Self.merged(parts.flatMap(\.evidence)),
            masked: Self.merged(parts.flatMap(\.masked)), weight: nil, parts: parts)
    }

    private static func commonPlace(of parts: [Explanation.Clause]) -> String {
        let places = Set(parts.map(\.place))
        return places.count == 1 ? places.first ?? "" : ""
    }

    private static func merged(_ matches: [TermMatch]) -> [TermMatch] {
        var seen: Set<TermMatch> = []
        return matches.filter { seen.insert($0).inserted }
            .sorted {
                ($0.order, $0.start, $0.end, $0.term) < ($1.order, $1.start, $1.end, $1.term)
            }
    }
}

extension TermMatch {
    fileprivate var order: Int { MatchField.allCases.firstIndex(of: field) ?? 0 }
}

extension QueryNode {
    /// The parts of an outermost AND, as `CompiledNode.conjuncts` takes them apart.
    var conjuncts: [QueryNode] {
        if case .and(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
    }
}
