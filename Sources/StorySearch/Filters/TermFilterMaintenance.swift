// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON
public import StoryStore
internal import SystemCalls
internal import TopicMatching

/// Makes the filters of compressed segments: for the process that writes the store, on whatever
/// thread has time. Plain segments have none: they are looked through faster than filters of them
/// could be checked.
public struct TermFilterMaintenance: ~Copyable, Sendable {
    private let reader: StoreReader
    private let folder: FilterFolder

    /// Opens the filters of the store that `reader` reads, and makes their directory.
    public init(_ reader: StoreReader) throws(StoreError) {
        self.reader = reader
        do {
            folder = try FilterFolder(making: reader.directory)
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes what is missing, the newest day first, and removes what is of no segment.
    ///
    /// - Parameter report: Gets the path of each segment whose filters were made; false ends the
    ///   work, to be gone on with later.
    public func update(_ report: (String) -> Bool) throws(StoreError) {
        let segments = try reader.segments(
            of: .stories, in: StoreSelection(order: .newestFirst)
        ).filter(\.isCompressed)
        do {
            try folder.removeAll(but: Set(segments.map(\.day)))
        } catch {
            throw StoreError(error)
        }
        for segment in segments {
            guard let outline = try reader.outline(of: segment), !outline.blocks.isEmpty,
                folder.filters(of: segment.day)?.isOf(outline) != true
            else { continue }
            let filters = try filters(of: segment, outline)
            do {
                try folder.write(filters, of: segment.day)
            } catch {
                throw StoreError(error)
            }
            guard report(segment.path) else { return }
        }
    }

    private func filters(
        of segment: Segment, _ outline: SegmentOutline
    ) throws(StoreError) -> FilterFile {
        var file = FilterFile()
        var pieces = PieceReader(reader)
        var keys = TermKeySet()
        var parser = JSONParser()
        for block in outline.blocks {
            keys.removeAll()
            var end = block.range.lowerBound
            try unsafe pieces.forEachBlock(of: SegmentPiece(segment, block.range)) { lines, start in
                _ = unsafe Lines.forEach(in: lines) { range in
                    let line = unsafe UnsafeBufferPointer(rebasing: lines[range])
                    if unsafe LineChecksum.isIntact(line),
                        let story = unsafe try? Story(record: parser.parse(line))
                    {
                        keys.add(MatchDocument(story))
                    }
                    return true
                }
                end = start + Int64(lines.count)
                return true
            }
            // Lines that reach over the block's end are not covered by its checksum.
            let isWhole = end == block.range.upperBound
            file.entries.append(
                FilterFile.Entry(
                    checksum: block.checksum, length: UInt32(clamping: block.range.count),
                    filter: isWhole ? BloomFilter(keys.keys) : BloomFilter(words: [])))
        }
        return file
    }
}
