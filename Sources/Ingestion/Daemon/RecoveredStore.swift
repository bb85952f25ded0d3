// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import FeedModel
internal import Polling
internal import StoryStore
internal import SystemCalls

/// A store that is ready to be written: locked, mended, and everything known that it holds.
struct RecoveredStore: ~Copyable {
    /// The name under which the position of the last announcement is kept in the poll state.
    static let announcedKey = "announced"
    /// The name under which the wall clock of the last save is kept there.
    static let clockKey = "clock"

    var store: StoryWriter
    var index: DuplicateIndex
    let state: PollStateFile
    let memory: PollMemory
    /// Why the poll state begins anew, if it does.
    let stateSetAside: PollStateError?
    /// The wall clock when the poll state was saved last.
    let lastClock: Instant?
    /// How many stories the store holds.
    let stories: Int
    /// What could not be read.
    let damage: [Damage]

    /// Opens the store in `directory`, or makes it.
    ///
    /// - Parameter progress: Called now and then with the number of records read; what it throws
    ///   ends the opening.
    static func open(
        _ directory: String, similarity: Double?, window: Duration, now: Instant,
        progress: (Int) throws(DaemonError) -> Void
    ) throws(DaemonError) -> RecoveredStore {
        let statePath = "\(directory)/state/polls.sqlite"
        let saved = savedValues(in: statePath)
        let store = try openStore(directory, announced: saved.announced)
        let opened = try openState(statePath)
        var index = DuplicateIndex(similarity: similarity, window: window)
        var rebuild = IndexRebuild()
        try rebuild.fill(&index, from: directory, now: now, progress: progress)
        return RecoveredStore(
            store: store, index: index, state: opened.file, memory: opened.memory,
            stateSetAside: opened.setAside, lastClock: saved.clock, stories: rebuild.stories,
            damage: rebuild.damage)
    }

    private static func openStore(
        _ directory: String, announced: StoryPosition?
    ) throws(DaemonError) -> StoryWriter {
        do {
            return try StoryWriter.open(directory: directory, announced: announced)
        } catch {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
    }

    /// How far stories were announced when the state was last saved, and when that was. Read before
    /// the store is locked: an older position only means that more is looked at.
    private static func savedValues(
        in path: String
    ) -> (announced: StoryPosition?, clock: Instant?) {
        guard let state = try? PollStateFile.openForReading(path) else { return (nil, nil) }
        let announced = (try? state.value(announcedKey)) ?? nil
        let clock = (try? state.value(clockKey)) ?? nil
        return (
            announced.flatMap { StoryPosition(text: $0) },
            clock.flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
        )
    }

    private static func openState(_ path: String) throws(DaemonError) -> PollStateFile.Opened {
        do {
            try FileSystem.makeDirectories(FileSystem.directory(of: path))
        } catch {
            throw DaemonError(exitStatus: 73, error.description)
        }
        do {
            return try PollStateFile.open(path)
        } catch {
            throw DaemonError(exitStatus: 74, error.description)
        }
    }
}
