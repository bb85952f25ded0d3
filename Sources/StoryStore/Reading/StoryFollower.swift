// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import SystemCalls

/// Takes each story after a position, and then the new ones as they come, in the order in which
/// they were stored: over midnight, compression, repair and restarts of the daemon.
///
/// Nothing is taken before its line is whole. What was taken is known by `position`, which the
/// follower's owner keeps; so a story is taken again only when the owner did not come to keep it.
public struct StoryFollower: ~Copyable {
    private let reader: StoreReader
    /// How far the stories were taken.
    public private(set) var position: StoryPosition
    /// How far plain segments were looked through, damaged lines included.
    private var lookedThrough: [CivilDay: Int64] = [:]
    /// The marks of the last stories: where to go on when a batch that was shown is taken back.
    private var recent: [StoryPosition.Mark] = []
    private static let recentMax = 128
    /// Compressed segments that were taken to their end: they do not grow.
    private var finished: Set<CivilDay> = []
    /// nil where the kernel gives no watch; then `wait` is a second long at most.
    private let watch: DirectoryWatch?

    /// Follows the store of `reader` from `position` on; `.start` takes everything,
    /// `StoreReader.end` only what comes.
    ///
    /// - Parameter watches: Whether `wait` is used; false for whoever is told by others.
    public init(_ reader: StoreReader, from position: StoryPosition, watches: Bool = true) {
        self.reader = reader
        self.position = position
        watch = watches ? try? DirectoryWatch() : nil
        addWatches()
    }

    /// What is done with a story: its line as it is stored, without line feed and valid for the
    /// call only; where it stands; the position behind it. False when it was not taken, which ends
    /// the reading.
    public typealias Body = (UnsafeBufferPointer<UInt8>, StoryLocation, StoryPosition) -> Bool

    /// Calls `body` with each story after the position until there is none or one is not taken.
    ///
    /// - Parameter damage: Gets lines that cannot be read, each once, and passed over.
    public mutating func read(
        damage: (Damage) -> Void = { _ in }, _ body: Body
    ) throws(StoreError) {
        addWatches()
        let segments = try SegmentTree.segments(
            of: .stories, in: reader.store, from: position.oldestDay)
        for segment in segments where !(segment.isCompressed && finished.contains(segment.day)) {
            guard unsafe try read(segment, damage, body) else { return }
        }
    }

    /// Waits for something new, at most `timeout` milliseconds; -1 waits without end.
    ///
    /// - Returns: Whether there may be something new; false also after a signal.
    public borrowing func wait(timeoutMilliseconds timeout: Int32 = -1) throws(StoreError) -> Bool {
        do {
            if let ready = try watch?.wait(timeoutMilliseconds: timeout) { return ready }
        } catch {
            throw StoreError(error)
        }
        return sleep(timeout)
    }

    /// Waits as `wait(timeoutMilliseconds:)` does, or until nobody reads any more what is written
    /// to a pipe.
    ///
    /// - Parameter pipe: The descriptor of the end that is written to, such as 1 for standard
    ///   output; one that is no pipe ends nothing.
    public borrowing func wait(
        timeoutMilliseconds timeout: Int32 = -1, orUntilClosed pipe: Int32
    ) throws(StoreError) -> Bool {
        do {
            if let ready = try watch?.wait(
                timeoutMilliseconds: timeout, orUntilClosed: pipe)
            {
                return ready
            }
        } catch {
            throw StoreError(error)
        }
        return sleep(timeout)
    }

    /// Where the kernel has no watch to give.
    private borrowing func sleep(_ timeout: Int32) -> Bool {
        SystemClock.sleep(milliseconds: timeout < 0 ? 1000 : min(timeout, 1000))
        return true
    }

    /// Reads on in a segment; false when a story was not taken.
    private mutating func read(
        _ segment: Segment, _ damage: (Damage) -> Void, _ body: Body
    ) throws(StoreError) -> Bool {
        guard var source = try SegmentSource.open(segment, in: reader.store) else { return true }
        let looked = lookedThrough[segment.day]
        if looked == source.length { return true }
        var position = self.position
        let start: Int64
        switch position.progress(on: segment.day) {
        case .done: return true
        case .new: start = 0
        case .until(let mark): start = try resume(after: mark, in: &source)
        }
        var damaged: [(offset: Int64, what: String)] = []
        var isTaken = true
        var taken: [StoryPosition.Mark] = []
        var blocks = LineBlocks()
        let end = try unsafe blocks.forward(&source, from: start) {
            (block, place) throws(StoreError) in
            try unsafe forEachLine(in: block, at: place) { (line, offset) throws(StoreError) in
                if let problem = unsafe LineChecksum.problem(in: line) {
                    if offset >= looked ?? 0 { damaged.append((offset, problem)) }
                    return true
                }
                guard let id = unsafe LinePrefix.id(of: line, kind: .stories) else { return true }
                let location = StoryLocation(
                    kind: .stories, day: segment.day, offset: offset, length: line.count + 1)
                var next = position
                next.advance(past: location, story: id)
                isTaken = unsafe body(line, location, next)
                if isTaken { position = next }
                if isTaken, let mark = next.marks.first(where: { $0.day == segment.day }) {
                    taken.append(mark)
                }
                return isTaken
            }
        }
        self.position = position
        recent = Array((recent + taken).suffix(Self.recentMax))
        if isTaken {
            lookedThrough[segment.day] = end
            if source.isCompressed { finished.insert(segment.day) }
        }
        try reader.report(damaged, in: &source, to: damage)
        return isTaken
    }

    /// Where to go on: behind the last story that is still there.
    private func resume(
        after mark: StoryPosition.Mark, in source: inout SegmentSource
    ) throws(StoreError) -> Int64 {
        for known in [mark] + recent.reversed() where known.day == mark.day {
            if try SegmentEnd.stands(known, in: &source) { return known.end }
        }
        return try SegmentEnd.resume(after: mark, in: &source)
    }

    /// Watches the store's directory, and below it those in which stories may appear. A directory
    /// that cannot be watched (it is gone, there are too many) is looked at when another wakes.
    private borrowing func addWatches() {
        guard watch != nil else { return }
        var paths = [reader.directory]
        let oldest = position.oldestDay
        try? SegmentTree.forEachMonth(of: .stories, in: reader.store, from: oldest) {
            (year, _, folder) throws(StoreError) in
            let month = "\(reader.directory)/\(folder.path)"
            paths += [month, FileSystem.directory(of: month)]
        }
        paths.append("\(reader.directory)/\(SegmentKind.stories.rawValue)")
        for path in paths { try? watch?.add(path) }
    }
}

@available(*, unavailable, message: "A follower is used on one thread.")
extension StoryFollower: Sendable {}

extension StoreReader {
    /// The position after every story that is stored now.
    public func end() throws(StoreError) -> StoryPosition {
        try StoryPosition.end(of: store)
    }
}
