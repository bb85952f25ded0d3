// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import SystemCalls

/// What matches.log says was announced, with the newest file that it was rotated into.
struct AnnouncedStories: Sendable {
    /// A year of a busy store; what is older is not asked about.
    private static let tailBytes: Int64 = 64 << 20

    /// The identifiers by the day on which the stories were stored.
    private(set) var days: [CivilDay: Set<StoryID>] = [:]
    /// Where the lines of matches.log end that can be read; nil when that is its end.
    private(set) var unreadableFrom: Int64?

    /// Whether nothing is known.
    var isEmpty: Bool { days.isEmpty }

    func contains(_ id: StoryID, on day: CivilDay) -> Bool { days[day]?.contains(id) ?? false }

    /// Reads the end of matches.log and of the newest file beside it.
    ///
    /// - Parameter confirmed: The last story that is known to be announced: of the lines after it
    ///   nobody knows whether they are on the disk.
    init(in root: borrowing StoreFolder, confirmed: StoryID?) throws(StoreError) {
        if let rotated = try Self.newestRotated(in: root),
            let file = try root.file(rotated, flags: O_RDONLY)
        {
            _ = try read(file, isCompressed: rotated.hasSuffix(".gz"), confirmed: nil)
        }
        if let file = try root.file(MatchesLog.name, flags: O_RDONLY) {
            unreadableFrom = try read(file, isCompressed: false, confirmed: confirmed)
        }
    }

    /// The position that matches.log implies: of each of the newest days, behind the lines that it
    /// has without a gap. Of its first day, what stands before the first of them was in a file that
    /// is gone; so were all stories of older days.
    func position(in store: borrowing StoreDirectory) throws(StoreError) -> StoryPosition {
        var position = StoryPosition.start
        let newest = days.keys.sorted()
        for day in newest.suffix(StoryPosition.marksMax) {
            let segment = Segment(name: SegmentName(kind: .stories, day: day), isCompressed: false)
            guard var source = try SegmentSource.open(segment, in: store) else { continue }
            var mark = StoryPosition.Mark(day: day, end: 0, last: nil)
            var isAnnounced = day != newest.first
            var blocks = LineBlocks()
            try unsafe blocks.forward(&source, from: 0) { (block, start) throws(StoreError) in
                try unsafe forEachLine(in: block, at: start) {
                    (line, offset) throws(StoreError) in
                    let id = unsafe LinePrefix.id(of: line, kind: .stories)
                    let isThere = id.map { contains($0, on: day) } ?? false
                    if isAnnounced && !isThere { return false }
                    isAnnounced = isAnnounced || isThere
                    mark.end = offset + Int64(line.count + 1)
                    mark.last = id
                    return true
                }
            }
            position.set(isAnnounced ? mark : StoryPosition.Mark(day: day, end: 0, last: nil))
        }
        guard let first = newest.first else { return position }
        for segment in try SegmentTree.segments(of: .stories, in: store).reversed() {
            if position.oldestDay != nil { break }
            guard segment.day < first else { continue }
            if let mark = try SegmentEnd.mark(of: segment, in: store) { position.set(mark) }
        }
        return position
    }

    /// Takes in the lines of a file.
    ///
    /// - Returns: Where the first line stands that cannot be read after the one of `confirmed`, or
    ///   after the last that can be read when that is not there; nil when there is none.
    private mutating func read(
        _ file: consuming StoreFile, isCompressed: Bool, confirmed: StoryID?
    ) throws(StoreError) -> Int64? {
        var source = try SegmentSource(file, isCompressed: isCompressed)
        var blocks = LineBlocks()
        // The first line of the tail may be half a line, and is then passed over.
        let first = max(0, source.length - Self.tailBytes)
        var days = self.days
        var unreadable: Int64?
        var isConfirmed = false
        let end = try unsafe blocks.forward(&source, from: first) {
            (block, start) throws(StoreError) in
            try unsafe forEachLine(in: block, at: start) { (line, offset) throws(StoreError) in
                guard let (stored, id) = unsafe MatchesLogLine.parse(line) else {
                    if unreadable == nil, offset > first || first == 0 { unreadable = offset }
                    // Zeros are what a power cut leaves of a batch: its other lines go too.
                    if unsafe line.contains(0) { isConfirmed = true }
                    return true
                }
                if !isConfirmed { unreadable = nil }
                if id == confirmed { isConfirmed = true }
                // What stands behind the place of the cut will be announced again.
                if unreadable == nil { days[stored.day, default: []].insert(id) }
                return true
            }
        }
        self.days = days
        return unreadable ?? (end < source.length ? end : nil)
    }

    /// The newest file that matches.log was moved to: `matches.log.1`, `matches.log-20261121`.
    private static func newestRotated(
        in root: borrowing StoreFolder
    ) throws(StoreError) -> String? {
        var newest: (name: String, modified: Int64)?
        for name in try root.names() where name != MatchesLog.name {
            guard name.hasPrefix(MatchesLog.name + ".") || name.hasPrefix(MatchesLog.name + "-"),
                let status = try root.status(of: name), status.isRegularFile,
                status.modifiedMilliseconds >= newest?.modified ?? .min
            else { continue }
            newest = (name, status.modifiedMilliseconds)
        }
        return newest?.name
    }
}
