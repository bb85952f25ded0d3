// SPDX-License-Identifier: Apache-2.0

/// A topic of which a document lacks one clause.
public struct NearMiss: Sendable, Equatable {
    /// The topic's index in its set.
    public let topic: Int
    let missing: MissingClause
}

/// Which clause of a topic is missing.
enum MissingClause: Sendable, Equatable {
    /// One of those that must all hold, counted as explanations list them.
    case clause(Int)
    /// One of those of a way of satisfying a query that is an OR: the number of the way, then that
    /// of the clause.
    case clauseOfBranch(Int, Int)
}

extension TopicSet {
    /// The clause that is missing, in the query language; of lists their names.
    public func text(of miss: NearMiss) -> String {
        for group in groups {
            guard let place = group.indices.firstIndex(of: miss.topic) else { continue }
            return group.topics[place].read.text(of: miss.missing)
        }
        return ""
    }
}

extension ReadTopic {
    fileprivate func text(of missing: MissingClause) -> String {
        switch missing {
        case .clause(let number):
            let texts = clauseTexts
            return texts.indices.contains(number) ? texts[number] : ""
        case .clauseOfBranch(let branch, let number):
            guard case .or(let branches) = query, branches.indices.contains(branch) else {
                return ""
            }
            let parts = branches[branch].conjuncts
            return parts.indices.contains(number) ? parts[number].description : ""
        }
    }

    /// The clauses that must all hold, as texts.
    private var clauseTexts: [String] {
        var texts = query.map { $0.conjuncts.map(\.description) } ?? []
        if any != nil { texts.append(ClauseName.any) }
        texts += all.map(\.node.description)
        if !none.isEmpty { texts.append(ClauseName.none) }
        if weights != nil { texts.append(ClauseName.weights(threshold)) }
        return texts
    }
}

/// What the lists of a topic file are called where clauses are named.
enum ClauseName {
    static let any = "any of the list"
    static let none = "none of the list"

    static func weights(_ threshold: Double) -> String { "weights of \(threshold) or more" }
}
