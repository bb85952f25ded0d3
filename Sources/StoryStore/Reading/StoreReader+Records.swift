// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import JSON

extension StoreReader {
    /// Calls `body` with each story of `selection` until it returns false.
    ///
    /// - Parameters:
    ///   - detail: How much of each story is read.
    ///   - damage: Gets what cannot be read, and is skipped.
    public func forEachStory(
        in selection: StoreSelection = StoreSelection(), detail: StoryDetail = .full,
        damage: (Damage) -> Void = { _ in }, _ body: (Story, StoryLocation) -> Bool
    ) throws(StoreError) {
        try forEachRecord(
            of: .stories, in: selection, damage: damage,
            read: { (record) throws(RecordError) in try Story(record: record, detail: detail) },
            body)
    }

    /// Calls `body` with each record of `selection` until it returns false: of stories, sightings
    /// or revisions, as the type of the record says.
    public func forEach<Record: StoredRecord>(
        _ type: Record.Type, in selection: StoreSelection = StoreSelection(),
        damage: (Damage) -> Void = { _ in }, _ body: (Record, StoryLocation) -> Bool
    ) throws(StoreError) {
        try forEachRecord(
            of: Record.kind, in: selection, damage: damage,
            read: { (record) throws(RecordError) in try Record(record: record) }, body)
    }

    /// Segment by segment, so that memory does not grow with the store.
    private func forEachRecord<Record: StoredRecord>(
        of kind: SegmentKind, in selection: StoreSelection, damage: (Damage) -> Void,
        read: (JSONValue) throws(RecordError) -> Record, _ body: (Record, StoryLocation) -> Bool
    ) throws(StoreError) {
        var parser = JSONParser()
        var goesOn = true
        for segment in try segments(of: kind, in: selection) where goesOn {
            var unreadable: [(offset: Int64, what: String)] = []
            unsafe forEachLine(of: segment, order: selection.order, damage: damage) {
                line, location in
                do {
                    let record = try read(try unsafe parser.parse(line))
                    if selection.includes(record.recorded) { goesOn = body(record, location) }
                } catch {
                    unreadable.append((location.offset, "\(error)"))
                }
                return goesOn
            }
            try report(unreadable, in: segment, to: damage)
        }
    }

    /// Names lines with a good checksum that are no records.
    private func report(
        _ unreadable: [(offset: Int64, what: String)], in segment: Segment,
        to damage: (Damage) -> Void
    ) throws(StoreError) {
        guard !unreadable.isEmpty, var source = try SegmentSource.open(segment, in: store) else {
            return
        }
        try report(unreadable, in: &source, to: damage)
    }

    // MARK: One story

    /// The story at `location`; nil when nothing intact is there, as after a repair.
    public func story(at location: StoryLocation) throws(StoreError) -> Story? {
        guard let line = try line(at: location), location.kind == .stories else { return nil }
        var parser = JSONParser()
        return try? Story(record: parser.parse(line))
    }

    /// The line at `location`, without its line feed; nil when nothing intact is there.
    public func line(at location: StoryLocation) throws(StoreError) -> [UInt8]? {
        try Self.line(at: location, in: store)
    }

    static func line(
        at location: StoryLocation, in store: borrowing StoreDirectory
    ) throws(StoreError) -> [UInt8]? {
        let segment = Segment(name: location.segment, isCompressed: false)
        guard var source = try SegmentSource.open(segment, in: store) else { return nil }
        var found: [UInt8]?
        var blocks = LineBlocks(blockBytes: 16 * 1024)
        try unsafe blocks.forward(&source, from: location.offset) {
            (block, offset) throws(StoreError) in
            try unsafe StoryStore.forEachLine(in: block, at: offset) {
                (line, _) throws(StoreError) in
                if unsafe LineChecksum.isIntact(line) { found = unsafe Array(line) }
                return false
            }
        }
        return found
    }

    // MARK: By identifier

    /// The stories whose identifier begins with `prefix`, the newest first, with their places.
    ///
    /// - Parameter limit: How many to look for; 2 tell whether a prefix is ambiguous.
    public func stories(
        withIDPrefix prefix: String, limit: Int = 2, damage: (Damage) -> Void = { _ in }
    ) throws(StoreError) -> [(story: Story, location: StoryLocation)] {
        // An identifier in full names one story: one is found, all are found.
        let limit = prefix.utf8.count == 16 ? 1 : limit
        var found: [(story: Story, location: StoryLocation)] = []
        try find(.stories, idPrefix: prefix, order: .newestFirst, damage: damage) {
            (record, location) throws(RecordError) in
            found.append((try Story(record: record), location))
            return found.count < limit
        }
        return found
    }

    /// The sightings of the story `id`, the oldest first.
    public func sightings(
        of id: StoryID, damage: (Damage) -> Void = { _ in }
    ) throws(StoreError) -> [Sighting] {
        var found: [Sighting] = []
        try find(.sightings, idPrefix: id.description, order: .oldestFirst, damage: damage) {
            (record, _) throws(RecordError) in
            found.append(try Sighting(record: record))
            return true
        }
        return found
    }

    /// The revisions of the story `id`, the oldest first.
    public func revisions(
        of id: StoryID, damage: (Damage) -> Void = { _ in }
    ) throws(StoreError) -> [Revision] {
        var found: [Revision] = []
        try find(.revisions, idPrefix: id.description, order: .oldestFirst, damage: damage) {
            (record, _) throws(RecordError) in
            found.append(try Revision(record: record))
            return true
        }
        return found
    }

    /// Calls `body` with the lines about stories whose identifier begins with `idPrefix`. Only the
    /// beginning of each line is looked at; what is found is checked.
    private func find(
        _ kind: SegmentKind, idPrefix: String, order: StoreSelection.Order,
        damage: (Damage) -> Void,
        _ body: (JSONValue, StoryLocation) throws(RecordError) -> Bool
    ) throws(StoreError) {
        let prefix = LinePrefix.bytes(of: kind, id: idPrefix)
        var parser = JSONParser()
        var goesOn = true
        for segment in try segments(of: kind, in: StoreSelection(order: order)) where goesOn {
            var unreadable: [(offset: Int64, what: String)] = []
            func check(_ line: UnsafeBufferPointer<UInt8>, _ offset: Int64) -> Bool {
                let place = StoryLocation(
                    kind: kind, day: segment.day, offset: offset, length: line.count + 1)
                if let problem = unsafe LineChecksum.problem(in: line) {
                    unreadable.append((offset, problem))
                    return true
                }
                do {
                    goesOn = try body(try unsafe parser.parse(line), place)
                } catch {
                    unreadable.append((offset, "\(error)"))
                }
                return goesOn
            }
            do throws(StoreError) {
                try unsafe forEachBlock(of: segment, order: order) { block, start in
                    unsafe PrefixedLines.forEach(
                        in: block, at: start, prefix: prefix, reversed: order == .newestFirst,
                        check)
                }
                try report(unreadable, in: segment, to: damage)
            } catch {
                damage(Damage(file: segment.path, line: 0, byte: 0, what: error.what))
            }
        }
    }
}
