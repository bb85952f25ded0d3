// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import SystemCalls

/// Changes a segment between its two forms. Whenever both are there, the plain one has all that
/// the other has, and counts.
enum SegmentCompression {
    /// Makes the plain form of `name` if there is only the compressed one: the clock stepped back,
    /// and the day grows again. A compressed form that is damaged is kept in DIR/damaged.
    static func expand(
        _ name: SegmentName, in folder: borrowing StoreFolder, of store: borrowing StoreDirectory
    ) throws(StoreError) {
        guard try folder.status(of: name.file) == nil,
            let file = try folder.file(name.compressedFile, flags: O_RDONLY)
        else { return }
        var source = try SegmentSource(file, isCompressed: true)
        try folder.replace(name.file) { (plain) throws(StoreError) in
            try source.copy(0..<source.length, to: plain)
        }
        if source.isDamaged, let file = try folder.file(name.compressedFile, flags: O_RDONLY) {
            var durable: Set<String> = []
            _ = try DamagedFolder(in: store, durable: &durable).keep(file, from: 0)
        }
        try folder.remove(name.compressedFile)
        try folder.sync()
    }

    /// Makes the compressed form of `name`, reads it back, and only then removes the plain one.
    ///
    /// - Returns: The bytes before and after; nil when there is no plain form.
    static func compress(
        _ name: SegmentName, in folder: borrowing StoreFolder
    ) throws(StoreError) -> (before: Int64, after: Int64)? {
        guard let file = try folder.file(name.file, flags: O_RDONLY) else { return nil }
        var source = try SegmentSource(file, isCompressed: false)
        let before = source.length
        try folder.replace(name.compressedFile) { (compressed) throws(StoreError) in
            try deflate(&source, into: compressed)
            guard
                let copy = try folder.file(
                    name.compressedFile + StoreFolder.temporarySuffix, flags: O_RDONLY)
            else { throw StoreError(.notFound, path: compressed.descriptor.path) }
            var readBack = try SegmentSource(copy, isCompressed: true)
            guard try areEqual(&source, &readBack) else {
                throw StoreError(
                    SystemError(
                        operation: "verify", path: compressed.descriptor.path, errno: EIO))
            }
        }
        try folder.remove(name.file)
        try folder.sync()
        return (before, try folder.status(of: name.compressedFile)?.size ?? 0)
    }

    private static let pieceBytes = GzipMember.blockBytes

    /// Writes members of whole lines; what has no line feed within the longest line is cut anyhow.
    static func deflate(
        _ source: inout SegmentSource, into file: borrowing StoreFile
    ) throws(StoreError) {
        var position: Int64 = 0
        while position < source.length {
            var wanted = pieceBytes
            var piece = try source.bytes(at: position, count: wanted)
            while position + Int64(piece.count) < source.length {
                if let newline = piece.lastIndex(of: UInt8(ascii: "\n")) {
                    piece.removeLast(piece.count - newline - 1)
                    break
                }
                if wanted >= Int(GzipMember.lengthMax) { break }
                wanted *= 2
                piece = try source.bytes(at: position, count: wanted)
            }
            guard !piece.isEmpty, let member = GzipMember.compress(piece[...]) else {
                throw StoreError(
                    SystemError(operation: "deflate", path: source.path, errno: ENOMEM))
            }
            try file.write(member)
            position += Int64(piece.count)
        }
    }

    private static func areEqual(
        _ a: inout SegmentSource, _ b: inout SegmentSource
    ) throws(StoreError) -> Bool {
        guard a.length == b.length, b.damagedAt == nil else { return false }
        var position: Int64 = 0
        while position < a.length {
            let piece = try a.bytes(at: position, count: pieceBytes)
            guard !piece.isEmpty, try b.bytes(at: position, count: piece.count) == piece else {
                return false
            }
            position += Int64(piece.count)
        }
        return true
    }
}
