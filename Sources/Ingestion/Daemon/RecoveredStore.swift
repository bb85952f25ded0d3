// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import Glibc
internal import Polling
internal import StoryStore
internal import SystemCalls

/// A store that is ready to be written: locked, mended, and everything known that it holds.
struct RecoveredStore: ~Copyable {
    /// The name under which the position of the last announcement is kept in the poll state.
    static let announcedKey = "announced"
    /// The name under which the wall clock of the last save is kept there.
    static let clockKey = "clock"
    /// The names under which are kept there how many stories were ever stored, and how often fewer
    /// were found.
    static let storiesKey = "stories"
    static let lossesKey = "losses"

    var store: StoryWriter
    var index: DuplicateIndex
    let state: PollStateFile
    let memory: PollMemory
    /// Why the poll state begins anew, if it does.
    let stateSetAside: PollStateError?
    /// The wall clock when the poll state was saved last.
    let lastClock: Instant?
    /// How many stories the store holds, and of how many more it knows that they were removed.
    let stories: Int
    let removed: Int
    /// How many stories are gone that were there when the state was saved.
    let missing: Int
    /// How often any were.
    let losses: Int
    /// What could not be read.
    let damage: [Damage]

    /// What is done while a store is opened.
    enum Step {
        /// Looking for what a crash left behind: at all lines where nobody knows how far they were
        /// announced.
        case recovery
        /// Taking in what is stored.
        case reading
    }

    /// Opens the store in `directory`, or makes it.
    ///
    /// - Parameter progress: Called now and then with what is done and the number of records so
    ///   far; what it throws ends the opening.
    static func open(
        _ directory: String, similarity: Double?, window: Duration, now: Instant,
        progress: (Step, Int) throws(DaemonError) -> Void
    ) throws(DaemonError) -> RecoveredStore {
        let statePath = "\(directory)/state/polls.sqlite"
        let saved = savedValues(in: statePath)
        var store = try openStore(directory, announced: saved.announced) {
            (lines) throws(DaemonError) in
            try progress(.recovery, lines)
        }
        try makeStateFolder(in: directory)
        let opened = try openState(statePath)
        var index = DuplicateIndex(similarity: similarity, window: window)
        var rebuild = IndexRebuild()
        try rebuild.fill(&index, from: directory, now: now) { (records) throws(DaemonError) in
            try progress(.reading, records)
        }
        // Truth is what the segments hold: what is gone from them is fetched again, and was
        // announced already.
        let missing = max(0, (saved.stories ?? 0) - rebuild.stories - rebuild.removed)
        if missing > 0 || saved.stories == nil { try rememberLost(&store) }
        return RecoveredStore(
            store: store, index: index, state: opened.file, memory: opened.memory,
            stateSetAside: opened.setAside, lastClock: saved.clock, stories: rebuild.stories,
            removed: rebuild.removed, missing: missing,
            losses: saved.losses &+ (missing > 0 ? 1 : 0), damage: rebuild.damage)
    }

    private static func rememberLost(_ store: inout StoryWriter) throws(DaemonError) {
        do {
            try store.rememberLost()
        } catch {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
    }

    private static func openStore(
        _ directory: String, announced: StoryPosition?,
        progress: (Int) throws(DaemonError) -> Void
    ) throws(DaemonError) -> StoryWriter {
        var end: DaemonError?
        do throws(StoreError) {
            return try StoryWriter.open(directory: directory, announced: announced) { lines in
                do throws(DaemonError) {
                    try progress(lines)
                    return true
                } catch {
                    end = error
                    return false
                }
            }
        } catch {
            if let end { throw end }
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
    }

    /// What was true when the state was last saved.
    private struct SavedValues {
        /// How far stories were announced.
        var announced: StoryPosition?
        var clock: Instant?
        var stories: Int?
        var losses = 0
    }

    /// Reads them before the store is locked: an older position only means that more is looked at.
    private static func savedValues(in path: String) -> SavedValues {
        guard let state = try? PollStateFile.openForReading(path) else { return SavedValues() }
        func value(_ name: String) -> String? { (try? state.value(name)) ?? nil }
        return SavedValues(
            announced: value(announcedKey).flatMap { StoryPosition(text: $0) },
            clock: value(clockKey).flatMap { Int64($0) }.map { Instant(milliseconds: $0) },
            stories: value(storiesKey).flatMap { Int($0) },
            losses: value(lossesKey).flatMap { Int($0) } ?? 0)
    }

    /// Makes DIR/state where it is missing. A link in its place is no directory of the store's.
    private static func makeStateFolder(in directory: String) throws(DaemonError) {
        do {
            let root = try FileDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
            let isNew = try root.makeDirectory("state")
            let folder = try root.open("state", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            // Whatever the umask: the group reads the state of feeds, too.
            if isNew { try folder.setPermissions(0o750) }
        } catch {
            throw DaemonError(exitStatus: StoreError(error).exitStatus, error.description)
        }
    }

    private static func openState(_ path: String) throws(DaemonError) -> PollStateFile.Opened {
        do {
            return try PollStateFile.open(path)
        } catch {
            throw DaemonError(exitStatus: 74, error.description)
        }
    }
}
