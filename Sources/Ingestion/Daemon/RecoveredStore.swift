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

    var store: StoryWriter
    var index: DuplicateIndex
    let state: PollStateFile
    let memory: PollMemory
    /// Why the poll state begins anew, if it does.
    let stateSetAside: PollStateError?
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
        let store = try openStore(directory, announced: announcedPosition(in: statePath))
        let opened = try openState(statePath)
        var index = DuplicateIndex(similarity: similarity, window: window)
        var rebuild = IndexRebuild()
        try rebuild.fill(&index, from: directory, now: now, progress: progress)
        return RecoveredStore(
            store: store, index: index, state: opened.file, memory: opened.memory,
            stateSetAside: opened.setAside, stories: rebuild.stories, damage: rebuild.damage)
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

    /// How far stories were announced when the state was last saved. Read before the store is
    /// locked: an older position only means that more is looked at.
    private static func announcedPosition(in path: String) -> StoryPosition? {
        let text = try? PollStateFile.openForReading(path).value(announcedKey)
        return text.flatMap { StoryPosition(text: $0) }
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
