// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// Sets damaged lines aside, so that every line that is left can be read.
public struct StoreRepair: Sendable, Equatable {
    /// What was taken out and where it is kept.
    public var setAside: [SetAside] = []
    /// Damaged segments that the daemon has open: to be repaired when it is not running.
    public var busy: [String] = []

    /// Repairs the store in `directory`. Beside a running daemon, only segments that it has not
    /// open.
    ///
    /// What is damaged is kept in DIR/damaged and on stable storage before the segment is replaced
    /// by one without it, in one step.
    /// - Throws: `notOwner`, `notFound`, or what a system call said; segments before that are
    ///   repaired.
    public static func repair(directory: String) throws(StoreError) -> StoreRepair {
        try repair(directory: directory, gate: nil)
    }

    static func repair(directory: String, gate: FileGate?) throws(StoreError) -> StoreRepair {
        let store = try StoreDirectory(path: directory, gate: gate)
        try StoreReader.checkIsStore(store)
        try store.checkOwner()
        var repair = StoreRepair()
        let repeated = try RepeatedStories(in: store)
        for kind in SegmentKind.onDisk {
            for segment in try SegmentTree.segments(of: kind, in: store) {
                try repair.repair(segment, repeated, in: store)
            }
        }
        return repair
    }

    private init() {}

    private mutating func repair(
        _ segment: Segment, _ repeated: RepeatedStories, in store: borrowing StoreDirectory
    ) throws(StoreError) {
        guard let folder = try store.folder(segment.name.directories) else { return }
        let name = segment.isCompressed ? segment.name.compressedFile : segment.name.file
        guard let file = try folder.file(name, flags: O_RDONLY),
            var source = try SegmentSource.open(segment, in: store)
        else { return }
        var verification = SegmentVerification(segment, repeated)
        try verification.run(&source)
        guard !verification.damaged.isEmpty || source.isDamaged else { return }
        guard try file.tryLock(), try folder.leads(name, to: file) else {
            busy.append(source.path)
            return
        }
        // What was found may have been an unfinished line of the daemon's, which is gone by now.
        try source.refresh()
        verification = SegmentVerification(segment, repeated)
        try verification.run(&source, patience: 0)
        try setAside(verification, file, &source, in: store)
        try Self.rewrite(segment, &source, without: verification.damaged, in: folder)
    }

    /// Keeps what is damaged: lines one by one; of a compressed segment that cannot be inflated,
    /// the whole file.
    private mutating func setAside(
        _ verification: borrowing SegmentVerification, _ file: borrowing StoreFile,
        _ source: inout SegmentSource, in store: borrowing StoreDirectory
    ) throws(StoreError) {
        var durable: Set<String> = []
        let damaged = try DamagedFolder(in: store, durable: &durable)
        if source.isDamaged { setAside.append(try damaged.keep(file, from: 0)) }
        for line in verification.damaged {
            let bytes = try source.bytes(at: line.offset, count: Int(line.length))
            setAside.append(try damaged.keep(bytes, of: file.path, at: line.offset))
        }
    }

    /// Replaces the segment by one of its good lines. A compressed one is first made a plain one,
    /// which counts from that moment on, and then compressed again.
    private static func rewrite(
        _ segment: Segment, _ source: inout SegmentSource,
        without damaged: [SegmentVerification.DamagedLine], in folder: borrowing StoreFolder
    ) throws(StoreError) {
        try folder.replace(segment.name.file) { (copy) throws(StoreError) in
            var position: Int64 = 0
            for line in damaged {
                try source.copy(position..<line.offset, to: copy)
                position = line.offset + line.length
            }
            try source.copy(position..<max(position, source.length), to: copy)
        }
        if segment.isCompressed {
            try folder.remove(segment.name.compressedFile)
            _ = try SegmentCompression.compress(segment.name, in: folder)
        }
    }
}
