// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import JSON
internal import SystemCalls

/// Reads a store: no lock, nothing written, beside a running daemon or on a copy that is read-only.
///
/// It uses bytes up to the last line feed of a segment, checks every line, and skips what is
/// damaged after telling so. A reader may be used by several threads at once.
public final class StoreReader: Sendable {
    /// The only version of the format there is.
    static let format = "feedwatch-store 1"

    let store: StoreDirectory
    /// The path that it was opened with.
    public let directory: String

    /// Opens the store in `directory`.
    ///
    /// - Throws: `notFound` when there is no store, `unknownFormat` when a later program wrote it.
    public init(directory: String) throws(StoreError) {
        let store = try StoreDirectory(path: directory)
        try Self.checkIsStore(store)
        self.store = store
        self.directory = directory
    }

    /// Throws unless `store` is one, of the format that is known.
    static func checkIsStore(_ store: borrowing StoreDirectory) throws(StoreError) {
        if let format = try store.root.file("FORMAT", flags: O_RDONLY) {
            try check(format)
        } else if try store.root.folder(SegmentKind.stories.rawValue) == nil {
            throw StoreError(.notFound, path: store.root.descriptor.path)
        }
    }

    /// Throws unless `file` holds the one line that names the format.
    static func check(_ file: borrowing StoreFile) throws(StoreError) {
        let bytes: [UInt8]
        do { bytes = try file.descriptor.read(upTo: 256, at: 0) } catch { throw StoreError(error) }
        guard bytes.elementsEqual((format + "\n").utf8) else {
            throw StoreError(.unknownFormat, path: file.descriptor.path)
        }
    }

    // MARK: Segments

    /// The segments of `kind` that may hold something of `selection`, in its order.
    public func segments(
        of kind: SegmentKind, in selection: StoreSelection = StoreSelection()
    ) throws(StoreError) -> [Segment] {
        let found = try SegmentTree.segments(
            of: kind, in: store, from: selection.firstDay, to: selection.lastDay)
        return selection.order == .oldestFirst ? found : found.reversed()
    }

    // MARK: Lines

    /// Calls `body` with blocks of whole lines of a segment as they are, unchecked: for whoever
    /// looks for something before paying for more. Until it returns false.
    ///
    /// - Parameter body: Gets lines with their line feeds, valid for the call only, and the place
    ///   of the first in the uncompressed segment. Newest first, the blocks come in that order, but
    ///   the lines of a block in their own.
    public func forEachBlock(
        of segment: Segment, order: StoreSelection.Order = .oldestFirst,
        _ body: (UnsafeBufferPointer<UInt8>, Int64) -> Bool
    ) throws(StoreError) {
        guard var source = try SegmentSource.open(segment, in: store) else { return }
        var blocks = LineBlocks()
        switch order {
        case .oldestFirst: try unsafe blocks.forward(&source, from: 0, body)
        case .newestFirst:
            let end = try blocks.endOfLines(&source, from: 0)
            try unsafe blocks.backward(&source, to: end, body)
        }
    }

    /// Calls `body` with each intact line of a segment, without its line feed, until it returns
    /// false. Damaged lines go to `damage`, and so does a segment that cannot be read.
    public func forEachLine(
        of segment: Segment, order: StoreSelection.Order = .oldestFirst,
        damage: (Damage) -> Void = { _ in },
        _ body: (UnsafeBufferPointer<UInt8>, StoryLocation) -> Bool
    ) {
        do throws(StoreError) {
            guard var source = try SegmentSource.open(segment, in: store) else { return }
            let damaged = try unsafe forEachLine(of: segment, &source, order, body)
            try report(damaged, in: &source, to: damage)
        } catch {
            damage(Damage(file: segment.path, line: 0, byte: 0, what: error.what))
        }
    }

    /// - Returns: The lines that are damaged.
    private func forEachLine(
        of segment: Segment, _ source: inout SegmentSource, _ order: StoreSelection.Order,
        _ body: (UnsafeBufferPointer<UInt8>, StoryLocation) -> Bool
    ) throws(StoreError) -> [(offset: Int64, what: String)] {
        var damaged: [(offset: Int64, what: String)] = []
        func check(_ line: UnsafeBufferPointer<UInt8>, _ offset: Int64) -> Bool {
            if let problem = unsafe LineChecksum.problem(in: line) {
                damaged.append((offset, problem))
                return true
            }
            let place = StoryLocation(
                kind: segment.kind, day: segment.day, offset: offset, length: line.count + 1)
            return unsafe body(line, place)
        }
        var blocks = LineBlocks()
        switch order {
        case .oldestFirst:
            try unsafe blocks.forward(&source, from: 0) { (block, offset) throws(StoreError) in
                try unsafe StoryStore.forEachLine(in: block, at: offset, check)
            }
        case .newestFirst:
            let end = try blocks.endOfLines(&source, from: 0)
            try unsafe blocks.backward(&source, to: end) { (block, offset) throws(StoreError) in
                try unsafe forEachLineBackwards(in: block, at: offset, check)
            }
        }
        return damaged
    }

    /// Names damaged lines by their number, which is counted only now that it is needed.
    func report(
        _ damaged: [(offset: Int64, what: String)], in source: inout SegmentSource,
        to damage: (Damage) -> Void
    ) throws(StoreError) {
        let path = source.path
        if let place = source.damagedAt {
            damage(Damage(file: path, line: 0, byte: place, what: "not readable as gzip"))
        }
        guard !damaged.isEmpty else { return }
        let lines = try LineNumbers.numbers(of: damaged.map(\.offset), in: &source)
        for ((offset, what), line) in zip(damaged, lines) {
            damage(Damage(file: path, line: line, byte: offset, what: what))
        }
    }
}
