// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Where the members of a compressed segment begin.
struct GzipIndex: Sendable, Equatable {
    /// The members in the order of the file, those of no bytes left out.
    var members: [GzipMember] = []
    /// Where the file ceases to be a row of members; nil when it is one to its end.
    var damagedAt: Int64?

    /// The bytes of the uncompressed segment.
    var length: Int64 { members.last.map { $0.offset + $0.length } ?? 0 }

    /// Reads the index of `file` by hopping from header to header. A member whose header tells no
    /// lengths, or wrong ones, is inflated to find its end.
    init(of file: borrowing FileDescriptor) throws(StoreError) {
        let size = try checked { () throws(SystemError) in try file.status() }.size
        var position: Int64 = 0
        while position < size {
            guard let lengths = try Self.lengths(at: position, of: size, in: file) else {
                damagedAt = position
                return
            }
            if lengths.content > 0 {
                members.append(
                    GzipMember(
                        fileOffset: position, fileLength: lengths.file, offset: length,
                        length: lengths.content))
            }
            position += lengths.file
        }
    }

    private static func lengths(
        at position: Int64, of size: Int64, in file: borrowing FileDescriptor
    ) throws(StoreError) -> (file: Int64, content: Int64)? {
        let header = try checked { () throws(SystemError) in
            try file.read(upTo: GzipMember.headerBytes, at: position)
        }
        if let told = GzipMember.lengths(inHeader: header), position + told.file <= size {
            // The trailer tells the length once more (RFC 1952 section 2.3.1), and behind it the
            // next member begins or the file ends.
            let end = try checked { () throws(SystemError) in
                try file.read(upTo: 6, at: position + told.file - 4)
            }
            let isFollowed = end.count == 4 || end[4...].elementsEqual([0x1F, 0x8B])
            if GzipMember.littleEndian(end[..<4]) == UInt32(told.content), isFollowed {
                return told
            }
        }
        let found = try GzipInflater.inflate(
            file, at: position, keeping: false, lengthMax: GzipMember.lengthMax)
        return found.isWhole ? (found.fileLength, found.length) : nil
    }

    /// The number of the member that holds the byte at `offset`.
    func member(holding offset: Int64) -> Int? {
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if members[middle].offset + members[middle].length <= offset {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < members.count ? low : nil
    }
}
