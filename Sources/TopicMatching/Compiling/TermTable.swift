// SPDX-License-Identifier: Apache-2.0

/// The terms of all topics that fold alike, each once, numbered.
struct TermTable: Sendable {
    /// A term with where the automaton finds it.
    struct Term: Sendable {
        var pattern: TermPattern
        /// The number of its anchor.
        var anchor: Int
        /// Which of the pattern's tokens the anchor starts with.
        var anchorIndex: Int
    }

    private(set) var terms: [Term] = []
    /// The anchors, each once.
    private(set) var anchors: [Anchor] = []
    private var numbers: [TermPattern: Int] = [:]
    private var anchorNumbers: [Anchor: Int] = [:]

    /// The expression over this table's terms.
    mutating func compile(_ node: QueryNode) -> CompiledNode {
        switch node {
        case .term(let term): .term(number(of: term), FieldSet(scope: term.scope))
        case .language(let word): .language(LanguageRange.normalized(word))
        case .not(let operand): .not(compile(operand))
        case .and(let parts): .and(parts.map { compile($0) })
        case .or(let parts): .or(parts.map { compile($0) })
        case .near(let first, let rest):
            .near(
                compile(first),
                rest.map { (distance: $0.distance, operand: compile($0.operand)) })
        }
    }

    /// The number of `term`.
    mutating func number(of term: QueryTerm) -> Int {
        let pattern = term.pattern
        if let number = numbers[pattern] { return number }
        let (anchor, index) = pattern.anchor
        let number = terms.count
        terms.append(
            Term(pattern: pattern, anchor: self.number(of: anchor), anchorIndex: index))
        numbers[pattern] = number
        return number
    }

    private mutating func number(of anchor: Anchor) -> Int {
        if let number = anchorNumbers[anchor] { return number }
        anchors.append(anchor)
        anchorNumbers[anchor] = anchors.count - 1
        return anchors.count - 1
    }

    /// Of several sets of terms of each of which one must occur, the one that will be seen least;
    /// nil where there is none.
    func rarest(of candidates: [Set<Int>?]) -> Set<Int>? {
        var best: (set: Set<Int>, cost: Double)?
        for case .some(let set) in candidates {
            let cost = set.reduce(0.0) { sum, number in
                // Each two bytes more make a term about half as common.
                let rarity = min(40, anchors[terms[number].anchor].rarity)
                return sum + 1 / Double(1 << (rarity / 4))
            }
            if cost < best?.cost ?? .infinity { best = (set, cost) }
        }
        return best?.set
    }
}
