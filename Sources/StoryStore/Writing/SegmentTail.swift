// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The lines of a segment from some place on, and what of them is whole.
struct SegmentTail {
    /// A line with its line feed.
    struct Line {
        var offset: Int64
        var length: Int
        /// The story that it says it is about, even when the line is damaged.
        var id: StoryID?
        /// What is wrong with it; nil for an intact line.
        var problem: String?

        var end: Int64 { offset + Int64(length) }
    }

    /// The lines that end in a line feed.
    private(set) var lines: [Line] = []
    /// Where the last of them ends.
    private(set) var end: Int64
    /// Whether there are bytes behind that.
    private(set) var isUnfinished: Bool

    /// Called with the number of lines of each block that was read; what it throws ends the reading.
    typealias Progress = (Int) throws(StoreError) -> Void

    /// Reads the lines from `start`, where one begins.
    init(
        of source: inout SegmentSource, from start: Int64, kind: SegmentKind,
        _ progress: Progress = { _ in }
    ) throws(StoreError) {
        var lines: [Line] = []
        var blocks = LineBlocks()
        end = try unsafe blocks.forward(&source, from: start) {
            (block, place) throws(StoreError) in
            let before = lines.count
            _ = try unsafe forEachLine(in: block, at: place) { (line, offset) throws(StoreError) in
                lines.append(
                    Line(
                        offset: offset, length: line.count + 1,
                        id: unsafe LinePrefix.id(of: line, kind: kind),
                        problem: unsafe LineChecksum.problem(in: line)))
                return true
            }
            try progress(lines.count - before)
            return true
        }
        self.lines = lines
        isUnfinished = end < source.length
    }

    /// Reads only the last line that ends in a line feed, if there is one.
    init(lastOf source: inout SegmentSource, kind: SegmentKind) throws(StoreError) {
        var blocks = LineBlocks(blockBytes: 16 * 1024)
        let end = try blocks.endOfLines(&source, from: 0)
        var start = end
        try unsafe blocks.backward(&source, to: end) { (block, place) throws(StoreError) in
            try unsafe forEachLineBackwards(in: block, at: place) {
                (_, offset) throws(StoreError) in
                start = offset
                return false
            }
        }
        try self.init(of: &source, from: start, kind: kind)
    }
}
