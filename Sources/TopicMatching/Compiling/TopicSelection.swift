// SPDX-License-Identifier: Apache-2.0

/// Some of the topics of a set: those that a feed is polled for.
public struct TopicSelection: Sendable, Equatable {
    private var words: [UInt64] = []

    /// No topic.
    public init() {}

    /// Adds the topic at `index` of its set.
    public mutating func insert(_ index: Int) {
        while words.count <= index / 64 { words.append(0) }
        words[index / 64] |= 1 << UInt64(index % 64)
    }

    /// Whether the topic at `index` is among them.
    public func contains(_ index: Int) -> Bool {
        index / 64 < words.count && words[index / 64] >> UInt64(index % 64) & 1 == 1
    }
}
