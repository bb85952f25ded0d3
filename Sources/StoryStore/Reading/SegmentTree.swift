// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import SystemCalls

/// The tree of segments on disk: `KIND/YYYY/MM/YYYY-MM-DD.jsonl`, or `.jsonl.gz`.
enum SegmentTree {
    /// The segments of `kind` from `first` to `last`, by day. What has no segment's name is no
    /// segment; of a day that is there in both forms (compression was interrupted) the plain one
    /// counts, for it has all that the other has.
    static func segments(
        of kind: SegmentKind, in store: borrowing StoreDirectory, from first: CivilDay? = nil,
        to last: CivilDay? = nil
    ) throws(StoreError) -> [Segment] {
        var segments: [Segment] = []
        try forEachMonth(of: kind, in: store, from: first, to: last) {
            (year, month, folder) throws(StoreError) in
            segments += try Self.segments(of: kind, year, month, in: folder).filter {
                $0.day >= first ?? $0.day && $0.day <= last ?? $0.day
            }
        }
        return segments
    }

    /// Calls `body` with the directory of each month, the oldest first.
    static func forEachMonth(
        of kind: SegmentKind, in store: borrowing StoreDirectory, from first: CivilDay? = nil,
        to last: CivilDay? = nil,
        _ body: (Int, Int, borrowing StoreFolder) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard let root = try store.root.folder(kind.rawValue) else { return }
        for yearName in try root.names() {
            guard let year = SegmentName.number(yearName, digits: 4), year >= first?.year ?? year,
                year <= last?.year ?? year, let months = try folder(yearName, in: root)
            else { continue }
            for monthName in try months.names() {
                guard let month = SegmentName.number(monthName, digits: 2),
                    (1...12).contains(month),
                    (year, month) >= (first?.year ?? year, first?.month ?? month),
                    (year, month) <= (last?.year ?? year, last?.month ?? month),
                    let days = try folder(monthName, in: months)
                else { continue }
                try body(year, month, days)
            }
        }
    }

    /// The directory `name`; nil when a regular file has the name, which is nothing of ours. A link
    /// is an error, for what it hides would be missed.
    private static func folder(
        _ name: String, in parent: borrowing StoreFolder
    ) throws(StoreError) -> StoreFolder? {
        if try parent.status(of: name)?.isRegularFile == true { return nil }
        return try parent.folder(name)
    }

    /// The segments of a month, by day.
    private static func segments(
        of kind: SegmentKind, _ year: Int, _ month: Int, in folder: borrowing StoreFolder
    ) throws(StoreError) -> [Segment] {
        var isCompressed: [CivilDay: Bool] = [:]
        for name in try folder.names() {
            guard let found = SegmentName.day(ofFile: name), found.day.year == year,
                found.day.month == month
            else { continue }
            isCompressed[found.day] = found.isCompressed && isCompressed[found.day] ?? true
        }
        return isCompressed.keys.sorted().map {
            Segment(name: SegmentName(kind: kind, day: $0), isCompressed: isCompressed[$0] ?? false)
        }
    }
}
