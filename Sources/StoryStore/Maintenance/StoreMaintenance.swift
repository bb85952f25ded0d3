// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Glibc
internal import SystemCalls

/// Compresses and removes old segments of a store: for the process that writes it, on whatever
/// thread has time. A segment that is open or under repair is passed over.
///
/// A crash at any step loses nothing: a segment is compressed beside itself, read back, and
/// removed only then; what is half done is cleared at the next start of the writer.
public struct StoreMaintenance: ~Copyable, Sendable {
    private let store: StoreDirectory

    /// What became of a segment.
    public enum Change: Sendable, Equatable {
        /// It was compressed; its bytes before and after.
        case compressed(file: String, before: Int64, after: Int64)
        /// It was removed.
        case removed(file: String)
        /// It could not be; it is as it was, and the next run tries again.
        case failed(StoreError)
    }

    /// Opens the store in `directory`.
    public init(directory: String) throws(StoreError) {
        try self.init(directory: directory, gate: nil)
    }

    init(directory: String, gate: FileGate?) throws(StoreError) {
        let store = try StoreDirectory(path: directory, gate: gate)
        try store.checkOwner()
        self.store = store
    }

    /// Compresses the segments of the days before `day`, one after the other.
    ///
    /// - Parameter report: Gets each change; false ends the work, to be gone on with later.
    public func compress(
        before day: CivilDay, _ report: (Change) -> Bool
    ) throws(StoreError) {
        for kind in SegmentKind.allCases {
            for segment in try segments(of: kind, before: day) where !segment.isCompressed {
                do throws(StoreError) {
                    guard let change = try compress(segment) else { continue }
                    guard report(change) else { return }
                } catch {
                    // One that cannot be read keeps none of the others from its turn.
                    guard report(.failed(error)) else { return }
                }
            }
        }
    }

    private func compress(_ segment: Segment) throws(StoreError) -> Change? {
        let name = segment.name
        guard let folder = try store.folder(name.directories),
            let file = try folder.file(name.file, flags: O_RDONLY), try file.tryLock(),
            try folder.leads(name.file, to: file),
            let sizes = try SegmentCompression.compress(name, in: folder)
        else { return nil }
        return .compressed(
            file: name.path(compressed: true), before: sizes.before, after: sizes.after)
    }

    /// Removes the segments of the days before `day`, and directories that are empty then. Of each
    /// story and sighting, what it is known by is put on stable storage first (`RemovedRecords`).
    ///
    /// - Parameter report: Gets each change; false ends the work, to be gone on with later.
    public func remove(
        before day: CivilDay, _ report: (Change) -> Bool
    ) throws(StoreError) {
        var days: [CivilDay: [Segment]] = [:]
        for kind in SegmentKind.allCases {
            for segment in try segments(of: kind, before: day) {
                days[segment.day, default: []].append(segment)
            }
        }
        for (day, segments) in days.sorted(by: { $0.key < $1.key }) {
            var changes: [Change] = []
            do throws(StoreError) {
                try whileLocked(segments[...]) { () throws(StoreError) in
                    try keepIdentities(of: segments, day)
                    for segment in segments { changes.append(try remove(segment)) }
                }
            } catch {
                changes.append(.failed(error))
            }
            guard changes.allSatisfy(report) else { return }
        }
        try removeEmptyFolders(before: day)
    }

    /// Calls `body` with the files of all `segments` taken for this process; not at all while
    /// another has one of them.
    private func whileLocked(
        _ segments: ArraySlice<Segment>, _ body: () throws(StoreError) -> Void
    ) throws(StoreError) {
        guard let segment = segments.first else { return try body() }
        let name = segment.isCompressed ? segment.name.compressedFile : segment.name.file
        guard let folder = try store.folder(segment.name.directories),
            let file = try folder.file(name, flags: O_RDONLY), try file.tryLock(),
            try folder.leads(name, to: file)
        else { return }
        try whileLocked(segments.dropFirst(), body)
    }

    /// Puts what the records of a day are known by on stable storage.
    private func keepIdentities(
        of segments: [Segment], _ day: CivilDay
    ) throws(StoreError) {
        var records = try RemovedRecords(of: day, in: store)
        for segment in segments {
            guard var source = try SegmentSource.open(segment, in: store) else { continue }
            try records.add(segment, from: &source)
        }
        guard !records.lines.isEmpty else { return }
        let name = SegmentName(kind: .removed, day: day)
        var durable: Set<String> = []
        let folder = try store.makeFolder(name.directories, durable: &durable)
        try folder.replace(name.file) { (file) throws(StoreError) in
            try file.write(Array(records.lines.joined()))
        }
    }

    private func remove(_ segment: Segment) throws(StoreError) -> Change {
        let name = segment.name
        if let folder = try store.folder(name.directories) {
            // The copy first: the plain form counts as long as it is there.
            for file in [name.compressedFile, name.file]
            where try folder.status(of: file) != nil {
                try folder.remove(file)
            }
            try folder.sync()
        }
        return .removed(file: segment.path)
    }

    private func segments(
        of kind: SegmentKind, before day: CivilDay
    ) throws(StoreError) -> [Segment] {
        let last = CivilDay(daysSinceEpoch: day.daysSinceEpoch - 1)
        return try SegmentTree.segments(of: kind, in: store, to: last)
    }

    /// Only months that are over: the writer may just have made the one it is in.
    private func removeEmptyFolders(before day: CivilDay) throws(StoreError) {
        for kind in SegmentKind.allCases {
            try SegmentTree.forEachMonth(of: kind, in: store, to: day) {
                (year, month, _) throws(StoreError) in
                guard (year, month) < (day.year, day.month) else { return }
                let parts = [kind.rawValue, SegmentName.digits(year, 4)]
                guard let folder = try store.folder(parts),
                    try folder.removeFolderIfEmpty(SegmentName.digits(month, 2)),
                    let root = try store.folder([kind.rawValue])
                else { return }
                _ = try root.removeFolderIfEmpty(SegmentName.digits(year, 4))
            }
        }
    }
}
