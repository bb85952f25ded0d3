// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import StoryStore

/// The pieces of a store's segments that have to be read, in order, found as they are asked for.
struct PiecePlan: ~Copyable {
    private let reader: StoreReader
    private let segments: [Segment]
    private let order: StoreSelection.Order
    private let filters: TermFilters?
    private var nextSegment = 0
    /// The pieces of the segment that is being divided, in the order in which they are given.
    private var pieces: ArraySlice<SegmentPiece> = []
    /// The first pieces are small, so that the first results are there at once.
    private var pieceBytes: Int64 = 1 << 17
    /// As much text is read, and what is found in it kept, at a time on each thread.
    private static let pieceBytesMax: Int64 = 1 << 20

    init(
        _ reader: StoreReader, _ kind: SegmentKind, _ selection: StoreSelection,
        _ filters: TermFilters?
    ) throws(StoreError) {
        self.reader = reader
        segments = try reader.segments(of: kind, in: selection)
        order = selection.order
        self.filters = filters
    }

    /// The next piece; nil after the last.
    ///
    /// - Parameter damage: Gets segments that cannot be opened.
    mutating func next(_ damage: (Damage) -> Void) -> SegmentPiece? {
        while pieces.isEmpty, nextSegment < segments.count {
            let segment = segments[nextSegment]
            nextSegment += 1
            do throws(StoreError) {
                guard let outline = try reader.outline(of: segment) else { continue }
                divide(segment, outline)
            } catch {
                damage(Damage(file: segment.path, error))
            }
        }
        return pieces.popFirst()
    }

    private mutating func divide(_ segment: Segment, _ outline: SegmentOutline) {
        var ranges: [Range<Int64>] = []
        for range in candidates(segment, outline) {
            var start = range.lowerBound
            while start < range.upperBound {
                let end = min(start + pieceBytes, range.upperBound)
                ranges.append(start..<end)
                start = end
                pieceBytes = min(pieceBytes * 2, Self.pieceBytesMax)
            }
        }
        if order == .newestFirst { ranges.reverse() }
        pieces = ranges.map { SegmentPiece(segment, $0) }[...]
    }

    /// The stretches of a segment that may hold something: of a compressed one, its blocks without
    /// those of which the filter says no.
    private func candidates(_ segment: Segment, _ outline: SegmentOutline) -> [Range<Int64>] {
        guard !outline.blocks.isEmpty else { return outline.length > 0 ? [0..<outline.length] : [] }
        let mayHold = filters?.blocks(of: segment, outline)
        var ranges: [Range<Int64>] = []
        for (number, block) in outline.blocks.enumerated() where mayHold?[number] ?? true {
            // A block is inflated as a whole, so it is not divided.
            if let last = ranges.last, last.upperBound == block.range.lowerBound,
                last.count + block.range.count <= pieceBytes
            {
                ranges[ranges.count - 1] = last.lowerBound..<block.range.upperBound
            } else {
                ranges.append(block.range)
            }
        }
        return ranges
    }
}
