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
        let (stories, damage) = try fill(
            &index, from: directory, now: now, progress: progress)
        return RecoveredStore(
            store: store, index: index, state: opened.file, memory: opened.memory,
            stateSetAside: opened.setAside, stories: stories, damage: damage)
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

    /// Rebuilds the index from the segments: they are the truth.
    private static func fill(
        _ index: inout DuplicateIndex, from directory: String, now: Instant,
        progress: (Int) throws(DaemonError) -> Void
    ) throws(DaemonError) -> (stories: Int, damage: [Damage]) {
        var stories = 0
        var damage: [Damage] = []
        var records = 0
        var failure: DaemonError?
        /// Whether to go on behind another record.
        func goesOn() -> Bool {
            records += 1
            if records % 1024 == 0 {
                do { try progress(records) } catch { failure = error }
            }
            return failure == nil
        }
        do {
            let reader = try StoreReader(directory: directory)
            try reader.forEachStory(detail: .identity, damage: { damage.append($0) }) {
                index.restore($0, location: $1.packed, now: now)
                stories += 1
                return goesOn()
            }
            try reader.forEach(Sighting.self, damage: { damage.append($0) }) { sighting, _ in
                index.restore(sighting)
                return goesOn()
            }
            try reader.forEach(Revision.self, damage: { damage.append($0) }) { revision, _ in
                index.restore(revision)
                return goesOn()
            }
        } catch {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
        if let failure { throw failure }
        return (stories, damage)
    }
}
