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
    /// - Parameter progress: Called now and then with the number of records read.
    static func open(
        _ directory: String, similarity: Double?, window: Duration, now: Instant,
        progress: (Int) -> Void = { _ in }
    ) throws(DaemonError) -> RecoveredStore {
        let statePath = "\(directory)/state/polls.sqlite"
        let saved = savedValues(in: statePath)
        let store = try openStore(directory, announced: saved.announced)
        let opened = try openState(statePath)
        var index = DuplicateIndex(similarity: similarity, window: window)
        let (stories, damage) = try fill(
            &index, from: directory, now: now, progress: progress)
        return RecoveredStore(
            store: store, index: index, state: opened.file, memory: opened.memory,
            stateSetAside: opened.setAside, lastClock: saved.clock, stories: stories,
            damage: damage)
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

    /// Rebuilds the index from the segments: they are the truth.
    private static func fill(
        _ index: inout DuplicateIndex, from directory: String, now: Instant,
        progress: (Int) -> Void
    ) throws(DaemonError) -> (stories: Int, damage: [Damage]) {
        var stories = 0
        var damage: [Damage] = []
        var records = 0
        func count() {
            records += 1
            // Some tenth of a second of work.
            if records % 16_384 == 0 { progress(records) }
        }
        do {
            let reader = try StoreReader(directory: directory)
            // What was removed is older than all that is left.
            let removed = try reader.forEachRemoved(damage: { damage.append($0) }) { record in
                switch record {
                case .story(let story, let place):
                    index.restore(story, location: place.packed, now: now)
                case .sighting(let sighting): index.restore(sighting)
                }
                count()
            }
            if let removed { index.removedBefore = removed.start }
            try reader.forEachStory(detail: .identity, damage: { damage.append($0) }) {
                index.restore($0, location: $1.packed, now: now)
                stories += 1
                count()
                return true
            }
            try reader.forEach(Sighting.self, damage: { damage.append($0) }) { sighting, _ in
                index.restore(sighting)
                count()
                return true
            }
            try reader.forEach(Revision.self, damage: { damage.append($0) }) { revision, _ in
                index.restore(revision)
                count()
                return true
            }
        } catch {
            throw DaemonError(exitStatus: error.exitStatus, error.description)
        }
        return (stories, damage)
    }
}
