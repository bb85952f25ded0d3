// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// What a topic makes of a scanned document: verdict, score and evidence.
struct TopicEvaluation {
    let topic: CompiledTopic
    let evaluator: Evaluator

    init(_ topic: CompiledTopic, language: String) {
        self.topic = topic
        evaluator = Evaluator(masks: topic.masks, language: language)
    }

    /// Whether the document matches: every clause holds.
    func matches(in scan: inout GroupScan) -> Bool {
        if let query = topic.query { return holds(query, in: &scan) && noneHolds(in: &scan) }
        guard topic.any != nil || !topic.all.isEmpty || topic.weights != nil else { return false }
        return anyHolds(in: &scan) && allHold(in: &scan) && noneHolds(in: &scan)
            && isHeavyEnough(in: &scan)
    }

    /// The one clause that a document lacks to match; nil for one that matches, lacks more, or has
    /// nothing of the topic.
    func missingClause(in scan: inout GroupScan) -> MissingClause? {
        var clauses = ClauseTally()
        if let query = topic.query {
            for part in query.conjuncts {
                clauses.add(holds(part, in: &scan), isPositive: part.isPositive)
            }
        }
        if topic.any != nil { clauses.add(anyHolds(in: &scan), isPositive: true) }
        for part in topic.all {
            clauses.add(holds(part, in: &scan), isPositive: part.isPositive)
        }
        if !topic.none.isEmpty { clauses.add(noneHolds(in: &scan), isPositive: false) }
        if topic.weights != nil { clauses.add(isHeavyEnough(in: &scan), isPositive: true) }
        guard clauses.failing == 1 else { return nil }
        if clauses.count > 1, clauses.positive > 0 { return .clause(clauses.missing) }
        guard case .or(let branches) = topic.query, clauses.missing == 0 else { return nil }
        return missingClause(ofAnyOf: branches, in: &scan)
    }

    /// A way of satisfying a query that is an OR counts like a query of its own, but two of its
    /// clauses have to hold by terms, or only a NOT to fail: one common word is no near miss.
    private func missingClause(
        ofAnyOf branches: [CompiledNode], in scan: inout GroupScan
    ) -> MissingClause? {
        for (number, branch) in branches.enumerated() {
            let parts = branch.conjuncts
            guard parts.count > 1 else { continue }
            var clauses = ClauseTally()
            for part in parts { clauses.add(holds(part, in: &scan), isPositive: part.isPositive) }
            guard clauses.failing == 1 else { continue }
            let least = parts[clauses.missing].isPositive ? 2 : 1
            if clauses.positive >= least {
                return .clauseOfBranch(number, clauses.missing)
            }
        }
        return nil
    }

    func holds(_ node: CompiledNode, in scan: inout GroupScan) -> Bool {
        evaluator.holds(node, in: &scan)
    }

    func anyHolds(in scan: inout GroupScan) -> Bool {
        guard let any = topic.any else { return true }
        return evaluator.holds(.or(any), in: &scan)
    }

    func allHold(in scan: inout GroupScan) -> Bool {
        evaluator.holds(.and(topic.all), in: &scan)
    }

    func noneHolds(in scan: inout GroupScan) -> Bool {
        !evaluator.holds(.or(topic.none), in: &scan)
    }

    func isHeavyEnough(in scan: inout GroupScan) -> Bool {
        weight(in: &scan).map { $0 >= topic.threshold } ?? true
    }

    /// The sum of the weights of the entries that hold; nil without weights.
    func weight(in scan: inout GroupScan) -> Double? {
        guard let weights = topic.weights else { return nil }
        var sum = 0.0
        for entry in weights where evaluator.holds(entry.node, in: &scan) { sum += entry.weight }
        return sum
    }

    /// The sum of the weights, or the number of distinct positive terms that occur; and every
    /// counted occurrence of a positive term.
    func evidence(in scan: inout GroupScan) -> (score: Double, matches: [TermMatch]) {
        var gatherer = MatchGatherer()
        for positive in topic.positives {
            let places = evaluator.counted(positive.term, positive.fields, in: &scan)
            gatherer.add(positive.written, places)
        }
        let score = weight(in: &scan) ?? Double(gatherer.distinctTerms)
        return (score, gatherer.matches(scan.fields))
    }
}

/// Counts clauses by their verdicts.
private struct ClauseTally {
    private(set) var count = 0
    private(set) var failing = 0
    /// How many hold that need a positive term.
    private(set) var positive = 0
    /// The last that failed.
    private(set) var missing = 0

    mutating func add(_ holds: Bool, isPositive: Bool) {
        if !holds {
            failing += 1
            missing = count
        } else if isPositive {
            positive += 1
        }
        count += 1
    }
}

/// Turns occurrences into what the record says: scalars of the original.
struct MatchGatherer {
    private var places: [(term: String, occurrence: Occurrence)] = []
    private var terms: Set<String> = []

    /// How many terms occurred, as they are written.
    var distinctTerms: Int { terms.count }

    /// Adds the occurrences of `term`.
    mutating func add(_ term: String, _ occurrences: [Occurrence]) {
        guard !occurrences.isEmpty else { return }
        terms.insert(term)
        for occurrence in occurrences { places.append((term, occurrence)) }
    }

    /// The matches by field, start, end and term, each once.
    func matches(_ fields: [FoldedText]) -> [TermMatch] {
        var matches: [TermMatch] = []
        let sorted = places.sorted {
            $0.occurrence != $1.occurrence ? $0.occurrence < $1.occurrence : $0.term < $1.term
        }
        var field = -1
        var offsets = OriginalOffsets(FoldedText())
        for (term, occurrence) in sorted {
            if occurrence.field != field {
                field = occurrence.field
                offsets = OriginalOffsets(fields[field])
            }
            let range = offsets.original(of: occurrence.range)
            let match = TermMatch(
                term: term, field: MatchField.allCases[field], start: range.lowerBound,
                end: range.upperBound)
            if match != matches.last { matches.append(match) }
        }
        // Clusters can give two folded places one original, and another order.
        return matches.sorted {
            ($0.field.order, $0.start, $0.end, $0.term) < (
                $1.field.order, $1.start, $1.end, $1.term
            )
        }
    }
}

extension MatchField {
    /// The field's place in the record.
    fileprivate var order: Int { self == .title ? 0 : self == .body ? 1 : 2 }
}

extension CompiledNode {
    /// The parts of an outermost AND, ANDs within it taken apart; else the expression itself.
    var conjuncts: [CompiledNode] {
        if case .and(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
    }

    /// Whether it needs a positive term to hold.
    var isPositive: Bool {
        switch self {
        case .term, .near: true
        case .language, .not: false
        case .and(let parts): parts.contains { $0.isPositive }
        case .or(let parts): parts.allSatisfy { $0.isPositive }
        }
    }
}
