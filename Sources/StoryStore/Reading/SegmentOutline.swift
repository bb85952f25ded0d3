// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// How long a segment is, and of which blocks a compressed one is made.
public struct SegmentOutline: Sendable {
    /// A stretch of a compressed segment that is inflated by itself.
    public struct Block: Sendable, Hashable {
        /// Where it lies in the uncompressed segment.
        public let range: Range<Int64>
        /// The CRC-32 of its uncompressed bytes, as the gzip member's trailer has it (RFC 1952
        /// section 2.3.1): whoever kept something about a block knows by it that it is the same.
        public let checksum: UInt32
    }

    /// The bytes of the uncompressed segment.
    public let length: Int64
    /// The blocks of a compressed segment, without gaps; none of a plain one.
    public let blocks: [Block]
}

extension StoreReader {
    /// The outline of `segment`; nil when it is gone.
    public func outline(of segment: Segment) throws(StoreError) -> SegmentOutline? {
        guard var source = try SegmentSource.open(segment, in: store) else { return nil }
        return SegmentOutline(length: source.length, blocks: try source.blocks())
    }
}

extension SegmentSource {
    /// The members of a compressed segment with their checksums; none of a plain one.
    fileprivate mutating func blocks() throws(StoreError) -> [SegmentOutline.Block] {
        var blocks: [SegmentOutline.Block] = []
        for member in members {
            let trailer = try bytes(inFileAt: member.fileOffset + member.fileLength - 8, count: 4)
            blocks.append(
                SegmentOutline.Block(
                    range: member.offset..<member.offset + member.length,
                    checksum: GzipMember.littleEndian(trailer[...])))
        }
        return blocks
    }
}
