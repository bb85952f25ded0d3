// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Says whether expressions of one topic hold in a document that was scanned.
struct Evaluator {
    let masks: Masks
    /// The document's language, normalised.
    let language: String

    /// Whether `node` holds.
    func holds(_ node: CompiledNode, in scan: inout GroupScan) -> Bool {
        switch node {
        case .term(let term, let fields): return occurs(term, fields, in: &scan)
        case .language(let range): return LanguageRange.contains(range, language)
        case .not(let operand): return !holds(operand, in: &scan)
        case .and(let parts):
            for part in parts where !holds(part, in: &scan) { return false }
            return true
        case .or(let parts):
            for part in parts where holds(part, in: &scan) { return true }
            return false
        case .near: return !occurrences(of: node, in: &scan).isEmpty
        }
    }

    /// Where an operand of NEAR occurs, in order.
    func occurrences(of node: CompiledNode, in scan: inout GroupScan) -> [Occurrence] {
        switch node {
        case .term(let term, let fields):
            return counted(term, fields, in: &scan)
        case .or(let parts):
            var all: [Occurrence] = []
            for part in parts { all += occurrences(of: part, in: &scan) }
            all.sortUnique()
            return all
        case .near(let first, let rest):
            // One operand that is nowhere saves the pairing of all others.
            var operands: [[Occurrence]] = []
            for operand in [first] + rest.map(\.operand) {
                operands.append(occurrences(of: operand, in: &scan))
                if operands[operands.count - 1].isEmpty { return [] }
            }
            return zip(rest, operands.dropFirst()).reduce(operands[0]) { left, next in
                Proximity(distance: next.0.distance).pairs(left, next.1)
            }
        case .language, .not, .and: return []
        }
    }

    /// The occurrences of a term that count: in its fields, and in no mask.
    func counted(_ term: Int, _ fields: FieldSet, in scan: inout GroupScan) -> [Occurrence] {
        let all = scan.occurrences(of: term)
        return all.filter { fields.contains(field: $0.field) && !isMasked($0, in: scan) }
    }

    /// Whether an occurrence lies inside a mask.
    func isMasked(_ occurrence: Occurrence, in scan: borrowing GroupScan) -> Bool {
        if masks.isEmpty { return false }
        return unsafe scan.fields[occurrence.field].withUnsafeBytes {
            unsafe masks.cover(occurrence.range, of: $0)
        }
    }

    private func occurs(_ term: Int, _ fields: FieldSet, in scan: inout GroupScan) -> Bool {
        let all = scan.occurrences(of: term)
        return all.contains { fields.contains(field: $0.field) && !isMasked($0, in: scan) }
    }
}
