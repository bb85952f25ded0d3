// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// The strings inside which a topic's terms do not count (QUERY.md section 4).
struct Masks: Sendable {
    private let strings: [[UInt8]]

    /// The masks of `definition`.
    init(_ definition: TopicDefinition) {
        strings = definition.mask.map { Self.folded($0, definition) }.filter { !$0.isEmpty }
    }

    /// A mask folded as the topic folds.
    static func folded(_ mask: String, _ definition: TopicDefinition) -> [UInt8] {
        Text.folded(UTF8Text(mask), foldsHan: definition.foldsHan)
    }

    /// Whether there are none.
    var isEmpty: Bool { strings.isEmpty }

    /// Whether `range` of `text` lies wholly inside one occurrence of a mask.
    func cover(_ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>) -> Bool {
        strings.contains { mask in
            guard mask.count >= range.count else { return false }
            let first = max(0, range.upperBound - mask.count)
            let last = min(range.lowerBound, text.count - mask.count)
            guard first <= last else { return false }
            return (first...last).contains { start in
                unsafe text[start..<start + mask.count].elementsEqual(mask)
            }
        }
    }
}
