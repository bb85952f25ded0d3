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
        try forEachSegment(before: day) { (segment, folder) throws(StoreError) in
            guard !segment.isCompressed,
                let file = try folder.file(segment.name.file, flags: O_RDONLY),
                try file.tryLock(), try folder.leads(segment.name.file, to: file),
                let sizes = try SegmentCompression.compress(segment.name, in: folder)
            else { return true }
            let path = segment.name.path(compressed: true)
            return report(.compressed(file: path, before: sizes.before, after: sizes.after))
        }
    }

    /// Removes the segments of the days before `day`, and directories that are empty then. What it
    /// removed must not come back while a feed still serves it: that is the caller's to remember.
    ///
    /// - Parameter report: Gets each change; false ends the work, to be gone on with later.
    public func remove(
        before day: CivilDay, _ report: (Change) -> Bool
    ) throws(StoreError) {
        try forEachSegment(before: day) { (segment, folder) throws(StoreError) in
            let name = segment.isCompressed ? segment.name.compressedFile : segment.name.file
            guard let file = try folder.file(name, flags: O_RDONLY), try file.tryLock() else {
                return true
            }
            // The copy first: the plain form counts as long as it is there.
            let copy = segment.name.compressedFile
            if !segment.isCompressed, try folder.status(of: copy) != nil {
                try folder.remove(copy)
            }
            try folder.remove(name)
            try folder.sync()
            return report(.removed(file: file.path))
        }
        try removeEmptyFolders(before: day)
    }

    private func forEachSegment(
        before day: CivilDay,
        _ body: (Segment, borrowing StoreFolder) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let last = CivilDay(daysSinceEpoch: day.daysSinceEpoch - 1)
        for kind in SegmentKind.allCases {
            for segment in try SegmentTree.segments(of: kind, in: store, to: last) {
                guard let folder = try store.folder(segment.name.directories) else { continue }
                guard try body(segment, folder) else { return }
            }
        }
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
