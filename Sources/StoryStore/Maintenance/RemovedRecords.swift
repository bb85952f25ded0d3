// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON

/// What is kept of the stories and copies of a day that `delete_after` removed: what they are known
/// by, in DIR/removed/YYYY/MM/YYYY-MM-DD.jsonl, so that they do not come back while a feed still
/// serves them (SPEC, "What always holds" 7). No text but the titles of copies, by which these are
/// found.
struct RemovedRecords {
    /// The lines, each with its line feed.
    private(set) var lines: [[UInt8]] = []
    private var known: Set<[UInt8]> = []

    /// The lines that are kept of `day` already.
    init(of day: CivilDay, in store: borrowing StoreDirectory) throws(StoreError) {
        let segment = Segment(name: SegmentName(kind: .removed, day: day), isCompressed: false)
        guard var source = try SegmentSource.open(segment, in: store) else { return }
        var lines: [[UInt8]] = []
        try unsafe Self.forEachIntactLine(&source) { line, _ in
            unsafe lines.append(Array(line) + [UInt8(ascii: "\n")])
        }
        for line in lines { add(line) }
    }

    /// Adds what is kept of the records of a segment. What is damaged is known by nothing.
    mutating func add(
        _ segment: Segment, from source: inout SegmentSource
    ) throws(StoreError) {
        guard segment.kind != .revisions else { return }
        var parser = JSONParser()
        var made: [[UInt8]] = []
        try unsafe Self.forEachIntactLine(&source) { line, offset in
            guard let record = try? unsafe parser.parse(line) else { return }
            if segment.kind == .sightings {
                unsafe made.append(Array(line) + [UInt8(ascii: "\n")])
            } else if let story = try? Story(record: record, detail: .identity) {
                made.append(RemovedLine.bytes(of: story, at: offset))
            }
        }
        for line in made { add(line) }
    }

    /// Once each: a removal that was interrupted begins anew.
    private mutating func add(_ line: [UInt8]) {
        if known.insert(line).inserted { lines.append(line) }
    }

    private static func forEachIntactLine(
        _ source: inout SegmentSource, _ body: (UnsafeBufferPointer<UInt8>, Int64) -> Void
    ) throws(StoreError) {
        var blocks = LineBlocks()
        try unsafe blocks.forward(&source, from: 0) { (block, start) throws(StoreError) in
            try unsafe forEachLine(in: block, at: start) { (line, offset) throws(StoreError) in
                if unsafe LineChecksum.isIntact(line) { unsafe body(line, offset) }
                return true
            }
        }
    }
}
