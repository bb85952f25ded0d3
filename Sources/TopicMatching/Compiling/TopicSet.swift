// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Topics compiled for matching: one automaton over the terms of all, immutable, shared by any
/// number of threads without locks.
public final class TopicSet: Sendable {
    /// The definitions, in the order given; a topic's index is its place here.
    public let definitions: [TopicDefinition]
    /// A hash over all definitions: the same definitions have the same version, on every machine.
    public let version: UInt64

    /// The topics that fold Han variants, and those that do not: each group has its own terms.
    let groups: [TopicGroup]

    /// Compiles topics.
    ///
    /// - Throws: the first error of the first topic that has one; `errors(in:)` gives them all.
    /// - Complexity: linear in the length of all terms: 100,000 take a fraction of a second.
    public init(_ topics: [TopicDefinition]) throws(QueryError) {
        var reader = TopicReader()
        let read = topics.map { reader.read($0) }
        if let error = reader.errors.first { throw error }
        definitions = topics
        version = TopicVersion.hash(of: topics)
        groups = [true, false].compactMap { foldsHan in
            let indices = topics.indices.filter { topics[$0].foldsHan == foldsHan }
            guard !indices.isEmpty else { return nil }
            return TopicGroup(
                indices.map { (index: $0, definition: topics[$0], read: read[$0]) },
                foldsHan: foldsHan)
        }
    }

    /// Every error of every topic: the first of each string that has one.
    public static func errors(in topics: [TopicDefinition]) -> [QueryError] {
        var reader = TopicReader()
        for topic in topics { _ = reader.read(topic) }
        return reader.errors
    }

    /// The topics with these names; names that no topic has are passed over.
    public func selection(named names: some Sequence<String>) -> TopicSelection {
        let names = Set(names)
        var selection = TopicSelection()
        for (index, topic) in definitions.enumerated() where names.contains(topic.name) {
            selection.insert(index)
        }
        return selection
    }

    /// Bytes that the automata take.
    public var automatonMemory: Int { groups.reduce(0) { $0 + $1.automaton.memory } }
}

/// Hashes topic definitions: FNV-1a of 64 bits over their strings, each with its length before it.
enum TopicVersion {
    static func hash(of topics: [TopicDefinition]) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        func add(_ number: UInt64) {
            add((0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) })
        }
        func add(_ string: String) {
            add(UInt64(string.utf8.count))
            add(string.utf8)
        }
        func add(_ strings: [String]?) {
            add(UInt64(strings.map { $0.count + 1 } ?? 0))
            for string in strings ?? [] { add(string) }
        }
        for topic in topics {
            add(topic.name)
            switch topic.criteria {
            case .query(let query): add([query])
            case .lists(let lists):
                add(lists.any)
                add(lists.all)
                add(lists.weights?.map(\.phrase))
                for entry in lists.weights ?? [] { add(entry.weight.bitPattern) }
                add(lists.threshold.bitPattern)
            }
            add(topic.none)
            add(topic.mask)
            add(topic.foldsHan ? 1 : 0)
        }
        return state
    }
}
