// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The topics of a set that fold alike, with their terms and the automaton that finds them.
struct TopicGroup: Sendable {
    let foldsHan: Bool
    /// The topics, and the place of each in the set.
    let topics: [CompiledTopic]
    let indices: [Int]
    let terms: TermTable
    let automaton: TermAutomaton
    /// For each anchor, the topics (by place in `topics`) that may match only if one of some
    /// anchors is seen, this among them.
    let touched: Lists
    /// For each anchor, the topics that have it in a positive term.
    let mentioned: Lists
    /// The topics that may match without any of their terms.
    let untouched: [Int]
    /// Whether any term looks into the field `source`, and whether any asks for the language.
    let usesSource: Bool
    let usesLanguage: Bool

    init(_ members: [(index: Int, definition: TopicDefinition, read: ReadTopic)], foldsHan: Bool) {
        var table = TermTable()
        topics = members.map { CompiledTopic($0.definition, $0.read, terms: &table) }
        indices = members.map(\.index)
        terms = table
        automaton = TermAutomaton(table.anchors)
        self.foldsHan = foldsHan
        var touches: [(anchor: Int, topic: Int)] = []
        var mentions: [(anchor: Int, topic: Int)] = []
        var always: [Int] = []
        for (place, topic) in topics.enumerated() {
            if let required = topic.required(table) {
                touches += required.sorted().map { (table.terms[$0].anchor, place) }
            } else {
                always.append(place)
            }
            mentions += topic.positives.map { (table.terms[$0.term].anchor, place) }
        }
        touched = Lists(touches, count: table.anchors.count)
        mentioned = Lists(mentions, count: table.anchors.count)
        untouched = always
        usesSource = members.contains { $0.read.contains { $0.isInSource } }
        usesLanguage = members.contains { $0.read.contains { $0.isLanguage } }
    }

    /// Lists of topics, one for each anchor, in one array.
    struct Lists: Sendable {
        private let starts: [Int32]
        private let items: [Int32]

        init(_ pairs: [(anchor: Int, topic: Int)], count: Int) {
            var starts = [Int32](repeating: 0, count: count + 1)
            for pair in pairs { starts[pair.anchor + 1] += 1 }
            for anchor in 0..<count { starts[anchor + 1] += starts[anchor] }
            var next = starts
            var items = [Int32](repeating: 0, count: pairs.count)
            for pair in pairs {
                items[Int(next[pair.anchor])] = Int32(pair.topic)
                next[pair.anchor] += 1
            }
            self.starts = starts
            self.items = items
        }

        /// The topics of `anchor`.
        subscript(anchor: Int) -> ArraySlice<Int32> {
            items[Int(starts[anchor])..<Int(starts[anchor + 1])]
        }
    }
}

extension ReadTopic {
    /// Whether any part of its expressions is such a one.
    fileprivate func contains(_ isWanted: (QueryNode) -> Bool) -> Bool {
        let entries = (any ?? []) + all + none + (weights ?? [])
        return query?.contains(isWanted) ?? false || entries.contains { $0.node.contains(isWanted) }
    }
}

extension QueryNode {
    fileprivate var isInSource: Bool {
        if case .term(let term) = self { term.scope == .source } else { false }
    }

    fileprivate var isLanguage: Bool {
        if case .language = self { true } else { false }
    }

    fileprivate func contains(_ isWanted: (QueryNode) -> Bool) -> Bool {
        if isWanted(self) { return true }
        switch self {
        case .term, .language: return false
        case .not(let operand): return operand.contains(isWanted)
        case .near(let first, let rest):
            return first.contains(isWanted) || rest.contains { $0.operand.contains(isWanted) }
        case .and(let parts), .or(let parts): return parts.contains { $0.contains(isWanted) }
        }
    }
}
