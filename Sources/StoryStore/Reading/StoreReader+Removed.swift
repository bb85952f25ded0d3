// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import JSON

/// What is left of a record that `delete_after` removed.
public enum RemovedRecord: Sendable {
    /// A story without text, and where it stood.
    case story(Story, StoryLocation)
    /// A copy of a story.
    case sighting(Sighting)
}

extension StoreReader {
    /// Calls `body` with what is left of each removed story and sighting, the oldest day first.
    ///
    /// - Parameter damage: Gets what cannot be read, and is skipped.
    /// - Returns: The day after the last one of which something was removed; nil where nothing was.
    public func forEachRemoved(
        damage: (Damage) -> Void = { _ in }, _ body: (RemovedRecord) -> Void
    ) throws(StoreError) -> CivilDay? {
        var parser = JSONParser()
        let segments = try segments(of: .removed)
        for segment in segments {
            unsafe forEachLine(of: segment, damage: damage) { line, location in
                do {
                    let record = try unsafe parser.parse(line)
                    if let (story, place) = RemovedLine.story(record, on: segment.day) {
                        body(.story(story, place))
                    } else {
                        body(.sighting(try Sighting(record: record)))
                    }
                } catch {
                    damage(
                        Damage(
                            file: segment.path, line: 0, byte: location.offset, what: "\(error)"))
                }
                return true
            }
        }
        return segments.last.map { CivilDay(daysSinceEpoch: $0.day.daysSinceEpoch + 1) }
    }

    /// What is left of the removed story that stood at `location`.
    static func removedStory(
        at location: StoryLocation, in store: borrowing StoreDirectory
    ) throws(StoreError) -> Story? {
        let name = SegmentName(kind: .removed, day: location.day)
        let segment = Segment(name: name, isCompressed: false)
        guard var source = try SegmentSource.open(segment, in: store) else { return nil }
        var parser = JSONParser()
        var found: Story?
        var blocks = LineBlocks()
        try unsafe blocks.forward(&source, from: 0) { (block, start) throws(StoreError) in
            try unsafe StoryStore.forEachLine(in: block, at: start) {
                (line, _) throws(StoreError) in
                guard unsafe LineChecksum.isIntact(line),
                    let record = try? unsafe parser.parse(line),
                    let (story, place) = RemovedLine.story(record, on: location.day),
                    place.offset == location.offset
                else { return true }
                found = story
                return false
            }
        }
        return found
    }
}
