// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The last whole line of a stories segment, and how a remembered one is found again.
enum SegmentEnd {
    /// A mark behind the last whole line of `segment`; nil when it has none or is gone.
    static func mark(
        of segment: Segment, in store: borrowing StoreDirectory
    ) throws(StoreError) -> StoryPosition.Mark? {
        guard var source = try SegmentSource.open(segment, in: store) else { return nil }
        var blocks = LineBlocks(blockBytes: 16 * 1024)
        let end = try blocks.endOfLines(&source, from: 0)
        guard end > 0 else { return nil }
        let last = try id(ofLineEndingAt: end, in: &source)
        return StoryPosition.Mark(day: segment.day, end: end, last: last)
    }

    /// The identifier of the line that ends at `end`; nil where none can be read.
    static func id(
        ofLineEndingAt end: Int64, in source: inout SegmentSource
    ) throws(StoreError) -> StoryID? {
        var id: StoryID?
        var blocks = LineBlocks(blockBytes: 16 * 1024)
        try unsafe blocks.backward(&source, to: end) { (block, offset) throws(StoreError) in
            try unsafe forEachLineBackwards(in: block, at: offset) { (line, _) throws(StoreError) in
                unsafe id = LinePrefix.id(of: line, kind: .stories)
                return false
            }
        }
        return id
    }

    /// Where to go on after `mark`: behind its line, wherever that stands by now. When it stands
    /// nowhere any more, at the beginning: rather a story twice than one never.
    static func resume(
        after mark: StoryPosition.Mark, in source: inout SegmentSource
    ) throws(StoreError) -> Int64 {
        guard mark.end > 0, let last = mark.last else { return 0 }
        if try stands(mark, in: &source) { return mark.end }
        var found: Int64?
        var blocks = LineBlocks()
        try unsafe blocks.forward(&source, from: 0) { (block, offset) throws(StoreError) in
            try unsafe forEachLine(in: block, at: offset) { (line, place) throws(StoreError) in
                if unsafe LinePrefix.id(of: line, kind: .stories) == last {
                    found = place + Int64(line.count + 1)
                }
                return found == nil
            }
        }
        return found ?? 0
    }

    /// Whether the line of `mark` ends where it did.
    static func stands(
        _ mark: StoryPosition.Mark, in source: inout SegmentSource
    ) throws(StoreError) -> Bool {
        guard mark.end > 0, mark.end <= source.length, try endsLine(mark.end, in: &source) else {
            return false
        }
        return try id(ofLineEndingAt: mark.end, in: &source) == mark.last
    }

    /// Whether the byte before `end` is a line feed.
    private static func endsLine(
        _ end: Int64, in source: inout SegmentSource
    ) throws(StoreError) -> Bool {
        var byte: UInt8 = 0
        let got = try unsafe withUnsafeMutableBytes(of: &byte) { room throws(StoreError) -> Int in
            try unsafe source.read(at: end - 1, into: room)
        }
        return got == 1 && byte == UInt8(ascii: "\n")
    }
}

extension StoryPosition {
    /// The position after every story that `store` has now.
    static func end(
        of store: borrowing StoreDirectory
    ) throws(StoreError) -> StoryPosition {
        var marks: [Mark] = []
        for segment in try SegmentTree.segments(of: .stories, in: store).reversed() {
            if marks.count == marksMax { break }
            if let mark = try SegmentEnd.mark(of: segment, in: store) { marks.append(mark) }
        }
        return StoryPosition(marks: marks)
    }
}
