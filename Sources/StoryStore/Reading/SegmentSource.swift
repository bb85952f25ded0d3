// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// The bytes of an open segment, plain or compressed, by their place in the uncompressed text.
struct SegmentSource: ~Copyable {
    /// The path below the store's directory, in the form that was found.
    let path: String
    private let file: FileDescriptor
    private let index: GzipIndex?
    /// Whether it is the compressed form.
    var isCompressed: Bool { index != nil }
    /// The two members inflated last: whoever reads backwards goes to and fro between two.
    private var inflated: [(member: Int, content: [UInt8])] = []
    /// The bytes that there were when it was opened or refreshed.
    private(set) var length: Int64

    /// Opens `segment`; nil when it is gone. One that was compressed, or expanded, since it was
    /// listed is found in its other form.
    static func open(
        _ segment: Segment, in store: borrowing StoreDirectory
    ) throws(StoreError) -> SegmentSource? {
        guard let folder = try store.folder(segment.name.directories) else { return nil }
        for isCompressed in [segment.isCompressed, !segment.isCompressed] {
            let name = isCompressed ? segment.name.compressedFile : segment.name.file
            guard let file = try folder.file(name, flags: O_RDONLY) else { continue }
            return try SegmentSource(file, isCompressed: isCompressed)
        }
        return nil
    }

    init(_ opened: consuming StoreFile, isCompressed: Bool) throws(StoreError) {
        let index = isCompressed ? try GzipIndex(of: opened.descriptor) : nil
        let size = try opened.status().size
        length = index.map(\.length) ?? size
        path = opened.path
        isDamaged = index?.damagedAt != nil
        self.index = index
        file = opened.descriptor
    }

    /// Whether anything of a compressed file was found unreadable so far.
    private(set) var isDamaged: Bool

    /// Where a compressed file ceases to be readable, in the file; nil when it is whole.
    var damagedAt: Int64? { index?.damagedAt }

    /// Takes the length anew; only plain segments grow.
    mutating func refresh() throws(StoreError) {
        guard index == nil else { return }
        do { length = try file.status().size } catch { throw StoreError(error) }
    }

    /// Fills `buffer` from `offset`; fewer bytes than fit only at the end.
    mutating func read(
        at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(StoreError) -> Int {
        guard let index else {
            do { return unsafe try file.read(at: offset, into: buffer) } catch {
                throw StoreError(error)
            }
        }
        var got = 0
        while got < buffer.count, let number = index.member(holding: offset + Int64(got)) {
            let first = Int(offset + Int64(got) - index.members[number].offset)
            let content = try content(of: number, index.members[number])
            let count = min(content.count - first, buffer.count - got)
            unsafe content.withUnsafeBytes {
                let piece = unsafe UnsafeRawBufferPointer(rebasing: $0[first..<first + count])
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[got...])
                    .copyMemory(from: piece)
            }
            got += count
        }
        return got
    }

    /// The members of the compressed form; none of the plain one.
    var members: [GzipMember] { index?.members ?? [] }

    /// Bytes of the file as it is, compressed or not.
    func bytes(inFileAt offset: Int64, count: Int) throws(StoreError) -> [UInt8] {
        do { return try file.read(upTo: count, at: offset) } catch { throw StoreError(error) }
    }

    /// The bytes from `offset` on, at most `count`; fewer at the end.
    mutating func bytes(at offset: Int64, count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = try unsafe bytes.withUnsafeMutableBufferPointer { room throws(StoreError) in
            try unsafe read(at: offset, into: UnsafeMutableRawBufferPointer(room))
        }
        bytes.removeLast(count - got)
        return bytes
    }

    /// Appends the bytes of `range` to `file`.
    mutating func copy(
        _ range: Range<Int64>, to file: borrowing StoreFile
    ) throws(StoreError) {
        var position = range.lowerBound
        while position < range.upperBound {
            let count = Int(min(range.upperBound - position, 1 << 20))
            let piece = try bytes(at: position, count: count)
            if piece.isEmpty { return }
            try file.write(piece)
            position += Int64(piece.count)
        }
    }

    /// The bytes of a member. Those of a damaged one that are lost are zero, up to a line feed at
    /// its end: every line keeps its place, and the next member's lines are not harmed.
    private mutating func content(of number: Int, _ member: GzipMember) throws(StoreError)
        -> [UInt8]
    {
        if let known = inflated.first(where: { $0.member == number }) { return known.content }
        let inflation = try GzipInflater.inflate(
            file, at: member.fileOffset, keeping: true, lengthMax: member.length)
        if !inflation.isWhole { isDamaged = true }
        var content = inflation.content
        let length = Int(member.length)
        if content.count > length { content.removeLast(content.count - length) }
        if content.count < length {
            content += repeatElement(0, count: length - content.count)
            content[length - 1] = UInt8(ascii: "\n")
        }
        inflated = inflated.suffix(1) + [(number, content)]
        return content
    }
}
