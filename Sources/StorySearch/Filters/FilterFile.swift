// SPDX-License-Identifier: Apache-2.0

internal import Checksums
internal import StoryStore

/// The filters of a compressed segment's blocks, as they are kept in `state/search/DAY.terms`.
///
/// All numbers are little-endian and of 32 bits: after the eight bytes `FWTERMS2` the number of
/// blocks and the CRC-32C of all that follows; for each block its checksum and length, by which it
/// is known again, and the length of its filter in blocks of 32 bytes; then the filters.
struct FilterFile: Equatable, Sendable {
    /// The filter of one block.
    struct Entry: Equatable, Sendable {
        var checksum: UInt32
        var length: UInt32
        var filter: BloomFilter
    }

    var entries: [Entry] = []

    private static let magic = Array("FWTERMS2".utf8)
    private static let headerBytes = magic.count + 8
    /// Longer files are none of ours: a gigabyte of text a day has less.
    static let bytesMax = 256 << 20

    /// The file as bytes.
    var bytes: [UInt8] {
        var body: [UInt8] = []
        func append(_ number: UInt32) {
            for shift in stride(from: 0, to: 32, by: 8) {
                body.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
            }
        }
        for entry in entries {
            append(entry.checksum)
            append(entry.length)
            append(UInt32(entry.filter.words.count / 8))
        }
        for entry in entries { entry.filter.words.forEach(append) }
        let content = body
        body = []
        append(UInt32(entries.count))
        append(unsafe content.withUnsafeBufferPointer { unsafe CRC32C.checksum(of: $0) })
        return Self.magic + body + content
    }

    init() {}

    /// Reads a file; nil for anything that is not whole.
    init?(bytes: [UInt8]) {
        guard bytes.count >= Self.headerBytes, bytes.starts(with: Self.magic) else { return nil }
        let content = bytes[Self.headerBytes...]
        let sum = unsafe content.withUnsafeBufferPointer { unsafe CRC32C.checksum(of: $0) }
        let count = Int(Self.number(bytes, 8))
        guard Self.number(bytes, 12) == sum, count <= content.count / 12 else { return nil }
        var place = Self.headerBytes + 12 * count
        for index in 0..<count {
            let entry = Self.headerBytes + 12 * index
            let words = 8 * Int(Self.number(bytes, entry + 8))
            guard words <= (bytes.count - place) / 4 else { return nil }
            let filter = BloomFilter(
                words: unsafe bytes.withUnsafeBytes { raw in
                    (0..<words).map {
                        unsafe UInt32(
                            littleEndian: raw.loadUnaligned(
                                fromByteOffset: place + 4 * $0, as: UInt32.self))
                    }
                })
            place += 4 * words
            entries.append(
                Entry(
                    checksum: Self.number(bytes, entry), length: Self.number(bytes, entry + 4),
                    filter: filter))
        }
        guard place == bytes.count else { return nil }
    }

    /// Whether these are the filters of the blocks of `outline`.
    func isOf(_ outline: SegmentOutline) -> Bool {
        entries.elementsEqual(outline.blocks) { entry, block in
            entry.checksum == block.checksum && Int64(entry.length) == Int64(block.range.count)
        }
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
