// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import Glibc
internal import Hooks
internal import JSON
internal import StoryStore
internal import SystemCalls

/// Keeps `DIR/feeds/TOPIC.atom` current: the newest stories of each topic as an Atom feed.
///
/// What it knows is built from the store at its start, a place of 40 bytes a story; the stories are
/// read again when a feed is written. A feed is written when it changes, and at most once in
/// ten seconds.
struct TopicFeeds: ~Copyable {
    /// A topic and what its feed is called.
    struct Title: Sendable, Equatable {
        var name: String
        var title: String

        init(_ topic: TopicDefinition) {
            name = topic.name
            title = topic.title.isEmpty ? topic.name : topic.title
        }
    }

    /// The stories of a feed at most.
    static let storiesMax = 100
    /// The bytes of a feed at most, as far as the stories after the first go.
    static let bytesMax = 8 << 20
    private static let restMilliseconds: Int64 = 10_000
    private static let retryMilliseconds: Int64 = 60_000
    /// How long feeds may still be written when the daemon ends.
    private static let stoppingMilliseconds: Int64 = 1000

    private let store: String
    private let titles: [Title]
    private let control: FollowerControl
    private let log: EventLog
    private let clock: @Sendable () -> Instant
    /// The newest stories of each topic, the newest last.
    private var newest: [String: [Place]] = [:]
    /// The topics whose feeds are to be written.
    private var changed: Set<String> = []
    private var parser = JSONParser()

    private struct Place {
        var location: StoryLocation
        var id: StoryID
    }

    init(
        store: String, _ titles: [Title], _ control: FollowerControl, _ log: EventLog,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.titles = titles
        self.control = control
        self.log = log
        self.clock = clock
    }

    /// Works until told to end.
    consuming func run() {
        while control.phase != .stopping {
            do {
                return try keepCurrent()
            } catch let error as StoreError {
                if let system = error.system { log.write(.storeFailed(system), at: clock()) }
            } catch let error as SystemError {
                log.write(.storeFailed(error), at: clock())
            } catch {
                // Nothing else is thrown.
                return
            }
            if control.phase == .draining { return }
            rest(until: SystemClock.monotonicMilliseconds() + Self.retryMilliseconds)
        }
    }

    private mutating func keepCurrent() throws {
        let folder = try Self.folder(store)
        let reader = try StoreReader(directory: store)
        let begin = control.announced
        try collect(reader, upTo: begin)
        var follower = StoryFollower(reader, from: begin, watches: false)
        while true {
            let announced = control.announced
            try follow(&follower, upTo: announced)
            let hadNews = !changed.isEmpty
            if try !write(reader, in: folder) { try collect(reader, upTo: announced) }
            if control.announced == announced {
                if control.phase != .running { return }
                control.wait()
            }
            if hadNews {
                rest(until: SystemClock.monotonicMilliseconds() + Self.restMilliseconds)
            }
        }
    }

    private static func folder(_ store: String) throws(SystemError) -> FileDescriptor {
        let root = try FileDescriptor.open(store, O_RDONLY | O_DIRECTORY)
        let isNew = try root.makeDirectory("feeds")
        let folder = try root.open("feeds", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        if isNew { try folder.setPermissions(0o750) }
        return folder
    }

    /// Waits for the time, unless the daemon ends.
    private func rest(until end: Int64) {
        while control.phase == .running, SystemClock.monotonicMilliseconds() < end {
            control.wait(until: end)
        }
    }

    // MARK: What belongs into the feeds

    /// Looks for the newest stories of each topic, from the end of the store.
    private mutating func collect(
        _ reader: StoreReader, upTo announced: StoryPosition
    ) throws(StoreError) {
        newest = Dictionary(titles.map { ($0.name, []) }) { a, _ in a }
        changed = Set(newest.keys)
        var missing = newest.count
        for segment in try reader.segments(
            of: .stories, in: StoreSelection(order: .newestFirst))
        {
            unsafe reader.forEachLine(of: segment, order: .newestFirst) { line, location in
                guard announced.covers(location) else { return true }
                for topic in unsafe add(line, location)
                where newest[topic]?.count == Self.storiesMax {
                    missing -= 1
                }
                return missing > 0 && control.phase != .stopping
            }
            if missing == 0 || control.phase == .stopping { break }
        }
        for topic in newest.keys { newest[topic]?.reverse() }
    }

    /// Adds a story to the topics that have room.
    ///
    /// - Returns: Those topics.
    private mutating func add(
        _ line: UnsafeBufferPointer<UInt8>, _ location: StoryLocation
    ) -> [String] {
        guard let (place, topics) = unsafe read(line, location) else { return [] }
        let added = topics.filter { newest[$0, default: []].count < Self.storiesMax }
        for topic in added { newest[topic]?.append(place) }
        return added
    }

    /// Takes the stories that were announced since.
    private mutating func follow(
        _ follower: inout StoryFollower, upTo announced: StoryPosition
    ) throws(StoreError) {
        try unsafe follower.read { line, location, _ in
            guard announced.covers(location) else { return false }
            guard let (place, topics) = unsafe read(line, location) else { return true }
            for topic in topics {
                newest[topic]?.append(place)
                if newest[topic, default: []].count > Self.storiesMax {
                    newest[topic]?.removeFirst()
                }
                changed.insert(topic)
            }
            return true
        }
    }

    /// The story of a line, and those of its topics that have a feed.
    private mutating func read(
        _ line: UnsafeBufferPointer<UInt8>, _ location: StoryLocation
    ) -> (place: Place, topics: [String])? {
        guard let record = unsafe try? parser.parse(line),
            let id = record["id"]?.string.flatMap({ StoryID($0) }),
            let topics = record["_feedwatch"]?["topics"]
        else { return nil }
        let names = topics.elements.compactMap { $0["name"]?.string }
        return (Place(location: location, id: id), names.filter { newest[$0] != nil })
    }

    // MARK: Writing

    /// Writes the feeds that have changed.
    ///
    /// - Returns: False when a story was not where it had been: the store was repaired, and all is
    ///   to be collected anew.
    private mutating func write(
        _ reader: StoreReader, in folder: borrowing FileDescriptor
    ) throws -> Bool {
        var deadline = Int64.max
        for title in titles where changed.contains(title.name) {
            if control.phase == .stopping {
                // What is not written now is written after the next start.
                let now = SystemClock.monotonicMilliseconds()
                deadline = min(deadline, now + Self.stoppingMilliseconds)
                if now >= deadline { break }
            }
            guard try write(title, reader, in: folder) else { return false }
            changed.remove(title.name)
        }
        return true
    }

    private func write(
        _ title: Title, _ reader: StoreReader, in folder: borrowing FileDescriptor
    ) throws -> Bool {
        let name = "\(title.name).atom"
        let places = newest[title.name, default: []]
        let old = try? folder.contents(of: name, limit: 4 * Self.bytesMax)
        // When nothing has ever been found, nothing changes but the time.
        if places.isEmpty, old != nil { return true }
        var entries: [UInt8] = []
        var updated: Instant?
        for place in places.reversed() where entries.count < Self.bytesMax {
            guard let story = try reader.story(at: place.location), story.id == place.id else {
                return false
            }
            updated = updated ?? story.stored
            entries += AtomFeed.entry(story)
        }
        let document =
            AtomFeed.begin(
                id: "urn:feedwatch:topic:\(title.name)", title: title.title,
                updated: updated ?? clock(),
                // Wherever the directory is served from, the feed lies beside itself.
                address: name)
            + entries + AtomFeed.end()
        if document != old {
            try folder.replaceContents(of: name, with: document, isDurable: false)
        }
        return true
    }
}
