// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import JSON
internal import SystemCalls

/// Writes a store: the one process that holds its lock appends batches and announces them.
///
/// The order of durability is the caller's to keep: `append`; when it returns, the stories are on
/// stable storage; then the log, `announce`, and only then the feeds' validators together with
/// `position`. An error other than a fatal one leaves the store as it was before the call.
///
/// All calls from one thread at a time.
public struct StoryWriter: ~Copyable, Sendable {
    let store: StoreDirectory
    private let lock: StoreLock
    var log: MatchesLog
    /// The names that this process has put on stable storage.
    var durableNames: Set<String> = []
    /// Today's segments by `SegmentKind.index`, as far as something was appended to them.
    private var segments: InlineArray<3, OpenSegment?>
    /// What is appended next, by `SegmentKind.index`; the memory serves batch after batch.
    private var lines: InlineArray<3, JSONWriter>
    /// Lines that could not be written to matches.log yet.
    private var unannounced: [Announcement] = []
    /// Stories that matches.log has but no segment any more: stored again, they are announced
    /// already.
    var announcedBefore: Set<StoryID> = []
    /// After a fatal error nothing is written any more.
    private var failure: StoreError?

    /// What was found and done when the store was opened.
    public internal(set) var recovery = Recovery()
    /// How far the stories were announced: to be saved with the feeds' validators, and given to
    /// `open` at the next start.
    public internal(set) var position = StoryPosition.start
    /// What was found since the store was opened or this was called last.
    var incidents: [StoreIncident] = []

    private struct Announcement: Sendable {
        var line: [UInt8]
        var id: StoryID
        var location: StoryLocation
    }

    /// Opens the store in `directory`, makes it when it is missing, takes the lock, and mends what
    /// a crash left behind.
    ///
    /// - Parameters:
    ///   - announced: The `position` that was saved last; nil when that is lost.
    ///   - progress: Called now and then with the number of lines that were looked at: some where
    ///     the position is known, every one where it is lost. What was mended by then stays so
    ///     when it returns false, which ends the opening.
    /// - Throws: `inUse` when another process has the lock, `notOwner` when the directory is
    ///   another user's, `unknownFormat`, `notRegularFile`, `interrupted` when `progress` said so,
    ///   or what a system call said.
    public static func open(
        directory: String, announced: StoryPosition?, progress: (Int) -> Bool = { _ in true }
    ) throws(StoreError) -> StoryWriter {
        try open(directory: directory, announced: announced, gate: nil, progress: progress)
    }

    static func open(
        directory: String, announced: StoryPosition?, gate: FileGate?,
        progress: (Int) -> Bool = { _ in true }
    ) throws(StoreError) -> StoryWriter {
        try StoreDirectory.make(at: directory, gate: gate)
        let store = try StoreDirectory(path: directory, gate: gate)
        try store.checkOwner()
        try checkIsStore(store.root)
        let lock = try StoreLock(in: store.root)
        try Self.writeFormat(in: store.root)
        let log = try MatchesLog(in: store.root)
        var writer = StoryWriter(store: store, lock: lock, log: log)
        var lines = 0
        try writer.recover(from: announced) { (count) throws(StoreError) in
            lines += count
            guard progress(lines) else { throw StoreError(.interrupted, path: directory) }
        }
        return writer
    }

    private init(
        store: consuming StoreDirectory, lock: consuming StoreLock, log: consuming MatchesLog
    ) {
        self.store = store
        self.lock = lock
        self.log = log
        segments = InlineArray { _ in nil }
        lines = InlineArray { _ in JSONWriter() }
    }

    /// Throws where a directory of somebody else's would be made a store.
    private static func checkIsStore(_ root: borrowing StoreFolder) throws(StoreError) {
        if try root.status(of: formatName) != nil { return }
        let isForeign = try root.names().contains { name in
            !ownNames.contains(name) && !name.hasPrefix(MatchesLog.name)
        }
        if isForeign { throw StoreError(.foreign, path: root.descriptor.path) }
    }

    private static let formatName = "FORMAT"
    /// What may be there before FORMAT is: what a first start that was killed left, what is left of
    /// a store whose FORMAT is gone, and what a new file system begins with.
    private static let ownNames: Set<String> = Set(
        SegmentKind.onDisk.map(\.rawValue) + [
            "lock", formatName + StoreFolder.temporarySuffix, NearMissLog.name, "damaged", "feeds",
            "hooks", "state", "lost+found",
        ])

    private static func writeFormat(in root: borrowing StoreFolder) throws(StoreError) {
        if let format = try root.file(formatName) { return try StoreReader.check(format) }
        try root.replace(formatName) { (file) throws(StoreError) in
            try file.write(Array((StoreReader.format + "\n").utf8))
        }
    }

    // MARK: Appending

    /// Puts a batch on stable storage: one write and one sync for each file it touches.
    ///
    /// - Parameters:
    ///   - batch: `stored` and `seen` of its records are set to `now`.
    ///   - now: The wall clock; its UTC day names the segments.
    /// - Returns: Where the stories stand, in their order.
    /// - Throws: A fatal error (`isFatal`) when nobody knows what is on the disk: the process has
    ///   to end. Any other leaves the store without anything of the batch.
    public mutating func append(
        _ batch: inout StoryBatch, now: Instant
    ) throws(StoreError) -> [StoryLocation] {
        if let failure { throw failure }
        let lengths = encode(&batch, now)
        encode(batch.sightings)
        encode(batch.revisions)
        do {
            let start = try appendLines(on: now.day)
            return locations(of: lengths, from: start, on: now.day)
        } catch {
            if error.isFatal { failure = error }
            throw error
        }
    }

    /// Encodes the stories; gives the length of each line.
    private mutating func encode(_ batch: inout StoryBatch, _ now: Instant) -> [Int] {
        for index in batch.sightings.indices { batch.sightings[index].seen = now }
        for index in batch.revisions.indices { batch.revisions[index].seen = now }
        for index in batch.stories.indices { batch.stories[index].stored = now }
        guard !batch.drafts.isEmpty, batch.drafts.count == batch.stories.count else {
            return encode(batch.stories)
        }
        return encode(batch.drafts, of: batch.stories, now)
    }

    @discardableResult
    private mutating func encode<Record: StoredRecord>(_ records: [Record]) -> [Int] {
        let index = Record.kind.index
        lines[index].removeAll()
        var lengths: [Int] = []
        lengths.reserveCapacity(records.count)
        // By their numbers: an iterator would copy each record with all its texts.
        let records = records.span
        for number in records.indices {
            let start = lines[index].count
            records[number].writeLine(to: &lines[index])
            lengths.append(lines[index].count - start)
        }
        return lengths
    }

    /// Makes the lines of stories of their drafts; gives the length of each.
    private mutating func encode(
        _ drafts: [StoryDraft], of stories: [Story], _ now: Instant
    ) -> [Int] {
        let index = Story.kind.index
        var time: [UInt8] = []
        now.appendRFC3339(to: &time, fraction: true)
        lines[index].removeAll()
        var lengths: [Int] = []
        lengths.reserveCapacity(drafts.count)
        let stored = time.span
        let drafts = drafts.span
        let stories = stories.span
        for number in drafts.indices {
            let start = lines[index].count
            drafts[number].writeLine(to: &lines[index], id: stories[number].id, stored: stored)
            lengths.append(lines[index].count - start)
        }
        return lengths
    }

    /// Appends what was encoded; gives where the stories begin.
    private mutating func appendLines(on day: CivilDay) throws(StoreError) -> Int64 {
        let kinds = SegmentKind.allCases.filter { lines[$0.index].count > 0 }
        // Names first: from here on nothing fails but writes and syncs.
        for kind in kinds { try prepare(SegmentName(kind: kind, day: day)) }
        let start = segments[SegmentKind.stories.index]?.length ?? 0
        do {
            for kind in kinds { try appendLines(of: kind) }
            for kind in kinds { try segments[kind.index]?.sync() }
        } catch {
            try takeBack(kinds, after: error)
            throw error
        }
        for kind in kinds { segments[kind.index]?.settle() }
        return start
    }

    private mutating func appendLines(of kind: SegmentKind) throws(StoreError) {
        let index = kind.index
        try unsafe lines[index].withUnsafeBytes { bytes throws(StoreError) in
            try unsafe segments[index]?.append(bytes)
        }
    }

    /// Opens the segment unless it is open and still the file that has its name.
    private mutating func prepare(_ name: SegmentName) throws(StoreError) {
        let index = name.kind.index
        if segments[index]?.name == name {
            if try segments[index]?.isUntouched() == true { return }
            incidents.append(.replaced(file: name.path(compressed: false)))
            durableNames.removeAll()
        }
        segments[index] = nil
        if let kept = try cutUnfinishedLine(of: name) { incidents.append(.cut(kept)) }
        segments[index] = try OpenSegment.open(name, in: store, durable: &durableNames)
    }

    /// Cuts every file back to where it ended before the batch.
    private mutating func takeBack(
        _ kinds: [SegmentKind], after error: StoreError
    ) throws(StoreError) {
        for kind in kinds {
            do { try segments[kind.index]?.cutBack() } catch {
                throw StoreError(.notDurable, path: error.path, system: error.system)
            }
        }
    }

    private func locations(
        of lengths: [Int], from start: Int64, on day: CivilDay
    ) -> [StoryLocation] {
        var offset = start
        return lengths.map { length in
            defer { offset += Int64(length) }
            return StoryLocation(kind: .stories, day: day, offset: offset, length: length)
        }
    }

    // MARK: Announcing

    /// Appends the lines of stored stories to matches.log and syncs it, those of earlier calls that
    /// failed before them; then `position` is behind them.
    public mutating func announce(_ stories: [StoredStory]) throws(StoreError) {
        if let failure { throw failure }
        unannounced += stories.map {
            let isNew = announcedBefore.remove($0.story.id) == nil
            return Announcement(
                line: isNew ? MatchesLogLine.bytes(of: $0.story) : [], id: $0.story.id,
                location: $0.location)
        }
        let lines = Array(unannounced.map(\.line).joined())
        do {
            if !lines.isEmpty { try log.append(lines, in: store.root) }
        } catch {
            if error.isFatal { failure = error }
            throw error
        }
        for announcement in unannounced {
            position.advance(past: announcement.location, story: announcement.id)
        }
        unannounced = []
    }

    /// Opens matches.log anew, after it was moved away (SIGHUP).
    public mutating func reopenMatchesLog() throws(StoreError) {
        try log.reopen(in: store.root)
    }

    // MARK: Reading back

    /// The stored story at `location`, or what is left of it when it was removed; nil when nothing
    /// intact is there.
    public func read(_ location: StoryLocation) throws(StoreError) -> Story? {
        guard location.kind == .stories else { return nil }
        guard let line = try StoreReader.line(at: location, in: store) else {
            return try StoreReader.removedStory(at: location, in: store)
        }
        var parser = JSONParser()
        return try? Story(record: parser.parse(line))
    }

    /// What was found since this was called last, or the store was opened.
    public mutating func takeIncidents() -> [StoreIncident] {
        defer { incidents = [] }
        return incidents
    }
}

/// A story and where it stands.
public struct StoredStory: Sendable, Equatable {
    /// The story.
    public var story: Story
    /// Where its line stands.
    public var location: StoryLocation

    /// A story and where it stands.
    public init(story: Story, location: StoryLocation) {
        self.story = story
        self.location = location
    }
}
