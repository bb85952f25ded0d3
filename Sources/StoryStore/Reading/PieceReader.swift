// SPDX-License-Identifier: Apache-2.0

/// A stretch of a segment: the lines that begin in it. What several threads divide a segment into.
public struct SegmentPiece: Sendable, Equatable {
    /// The segment.
    public let segment: Segment
    /// Bytes of the uncompressed segment; need not begin or end between lines.
    public let range: Range<Int64>

    /// A piece.
    public init(_ segment: Segment, _ range: Range<Int64>) {
        self.segment = segment
        self.range = range
    }
}

/// Reads pieces of segments, one after the other, on one thread. Neighbouring pieces of a segment
/// give every whole line of it once.
public struct PieceReader: ~Copyable {
    /// Bytes behind every block that can be read, whatever they hold.
    public static var slackBytes: Int { LineBlocks.slackBytes }

    private let reader: StoreReader
    private var blocks = LineBlocks()
    /// The segment that was read last, still open.
    private var source: SegmentSource?
    private var segment: Segment?

    /// A reader that has nothing open.
    public init(_ reader: StoreReader) {
        self.reader = reader
    }

    /// Calls `body` with blocks of the piece's lines as they are, unchecked, with their line feeds
    /// and the place of the first, until it returns false. The pointer is valid for the call only.
    public mutating func forEachBlock(
        of piece: SegmentPiece, _ body: (UnsafeBufferPointer<UInt8>, Int64) -> Bool
    ) throws(StoreError) {
        guard var source = try take(piece.segment) else { return }
        let start = try Self.lineStart(atOrAfter: piece.range.lowerBound, in: &source)
        let end = try Self.lineStart(atOrAfter: piece.range.upperBound, in: &source)
        try unsafe blocks.forward(&source, from: start, to: end, body)
        self.source = consume source
    }

    /// Names lines of `piece`, which was read last, that are damaged, and the segment where it
    /// cannot be inflated at all.
    ///
    /// - Parameter lines: Where they begin, and what is wrong with them.
    public mutating func damages(
        _ lines: [(offset: Int64, what: String)], of piece: SegmentPiece
    ) throws(StoreError) -> [Damage] {
        guard var source = try take(piece.segment) else { return [] }
        var found: [Damage] = []
        // That of the file is told once: by whoever reads its end.
        let isLast = piece.range.upperBound >= source.length
        if isLast || !lines.isEmpty {
            try reader.report(lines, in: &source) { damage in
                if isLast || damage.line > 0 { found.append(damage) }
            }
        }
        self.source = consume source
        return found
    }

    private mutating func take(_ wanted: Segment) throws(StoreError) -> SegmentSource? {
        let opened = source.take()
        if segment == wanted, let opened { return opened }
        segment = wanted
        return try SegmentSource.open(wanted, in: reader.store)
    }

    /// Where the first line begins at or after `offset`; the end where none does.
    private static func lineStart(
        atOrAfter offset: Int64, in source: inout SegmentSource
    ) throws(StoreError) -> Int64 {
        guard offset > 0 else { return 0 }
        var position = offset - 1
        while position < source.length {
            let bytes = try source.bytes(at: position, count: 4096)
            if bytes.isEmpty { break }
            if let newline = bytes.firstIndex(of: 0x0A) { return position + Int64(newline + 1) }
            position += Int64(bytes.count)
        }
        return source.length
    }
}

@available(*, unavailable, message: "A piece reader is used on one thread.")
extension PieceReader: Sendable {}
