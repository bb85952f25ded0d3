// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Where the members of a compressed segment begin.
struct GzipIndex: Sendable, Equatable {
    /// The members in the order of the file, those of no bytes left out.
    var members: [GzipMember] = []
    /// Where the file first is no row of members; nil when it is one to its end.
    var damagedAt: Int64?

    /// The bytes of the uncompressed segment.
    var length: Int64 { members.last.map { $0.offset + $0.length } ?? 0 }

    /// Reads the index of `file` by hopping from header to header. A member whose header tells no
    /// lengths, or wrong ones, is inflated to find its end. Where that fails, what can be inflated
    /// counts, and the row goes on at the next member of ours.
    init(of file: borrowing FileDescriptor) throws(StoreError) {
        let size = try checked { () throws(SystemError) in try file.status() }.size
        var position: Int64 = 0
        while position < size {
            let lengths: Lengths
            if let told = try Self.toldLengths(at: position, of: size, in: file) {
                lengths = told
            } else {
                lengths = try inflatedLengths(at: position, of: size, in: file)
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

    private typealias Lengths = (file: Int64, content: Int64)

    /// What the header of our member at `position` says, if its end agrees.
    private static func toldLengths(
        at position: Int64, of size: Int64, in file: borrowing FileDescriptor
    ) throws(StoreError) -> Lengths? {
        let header = try checked { () throws(SystemError) in
            try file.read(upTo: GzipMember.headerBytes, at: position)
        }
        guard let told = GzipMember.lengths(inHeader: header), position + told.file <= size else {
            return nil
        }
        // The trailer tells the length once more (RFC 1952 section 2.3.1), and behind it the next
        // member begins or the file ends.
        let end = try checked { () throws(SystemError) in
            try file.read(upTo: 6, at: position + told.file - 4)
        }
        let isFollowed = end.count == 4 || end.dropFirst(4).elementsEqual([0x1F, 0x8B])
        guard end.count >= 4, GzipMember.littleEndian(end[..<4]) == UInt32(told.content), isFollowed
        else { return nil }
        return told
    }

    /// The lengths of a member that tells none: another program's, or a damaged one.
    private mutating func inflatedLengths(
        at position: Int64, of size: Int64, in file: borrowing FileDescriptor
    ) throws(StoreError) -> Lengths {
        let found = try GzipInflater.inflate(
            file, at: position, keeping: false, lengthMax: GzipMember.lengthMax)
        if found.isWhole { return (found.fileLength, found.length) }
        damagedAt = damagedAt ?? position
        guard let next = try Self.nextMember(after: position, of: size, in: file) else {
            return (size - position, found.length)
        }
        // Lines behind it keep their places if this was one member: its trailer tells.
        let trailer = try checked { () throws(SystemError) in try file.read(upTo: 4, at: next - 4) }
        let told = Int64(GzipMember.littleEndian(trailer[...]))
        let isPlausible = told <= (next - position) * Self.ratioMax
        return (next - position, isPlausible ? max(told, found.length) : found.length)
    }

    /// Where our next whole member begins.
    private static func nextMember(
        after position: Int64, of size: Int64, in file: borrowing FileDescriptor
    ) throws(StoreError) -> Int64? {
        var start = position + 1
        while start < size {
            let from = start
            let bytes = try checked { () throws(SystemError) in
                try file.read(upTo: 1 << 16, at: from)
            }
            for index in bytes.indices.dropLast(3)
            where bytes[index] == 0x1F && bytes[index + 1] == 0x8B && bytes[index + 3] == 4 {
                let place = start + Int64(index)
                if try toldLengths(at: place, of: size, in: file) != nil { return place }
            }
            if bytes.count < 4 { return nil }
            start += Int64(bytes.count - 3)
        }
        return nil
    }

    /// The most that deflate makes of a byte (zlib's technical notes: 1032).
    private static let ratioMax: Int64 = 1032

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
