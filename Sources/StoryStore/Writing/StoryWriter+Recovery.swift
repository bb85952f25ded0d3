// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import SystemCalls

/// What a start does before anything is appended (DURABILITY, "Start" and "Group commit").
extension StoryWriter {
    /// Mends what a crash left behind, and finds what it left unannounced.
    ///
    /// - Parameter progress: Called with the number of lines looked at since it was called last;
    ///   what it throws ends the recovery, which may be gone through again at any time.
    mutating func recover(
        from saved: StoryPosition?, _ progress: SegmentTail.Progress
    ) throws(StoreError) {
        for kind in SegmentKind.onDisk { try removeLeftovers(of: kind) }
        var knowledge = Announced(position: saved ?? .start)
        if knowledge.position == .start {
            try load(&knowledge)
            knowledge.position = try knowledge.record?.position(in: store) ?? .start
            for mark in knowledge.position.marks { try rememberAnnounced(mark.day, knowledge) }
        }
        for kind in [SegmentKind.sightings, .revisions] {
            for segment in try SegmentTree.segments(of: kind, in: store)
            where !segment.isCompressed {
                try progress(0)
                try recoverTail(of: segment, mayCutWholeLine: true)
            }
        }
        for segment in try SegmentTree.segments(of: .stories, in: store)
        where !segment.isCompressed {
            try progress(0)
            try recoverStories(of: segment, &knowledge, progress)
        }
        try rememberLost(&knowledge)
        try recoverMatchesLog(&knowledge)
        try findPosition()
    }

    /// What is known about what was announced.
    struct Announced {
        var position: StoryPosition
        /// What matches.log says, read only when something hangs on it.
        var record: AnnouncedStories?

        /// Whether anything is known at all.
        var isKnown: Bool { position != .start }
    }

    private func load(_ knowledge: inout Announced) throws(StoreError) {
        if knowledge.record != nil { return }
        knowledge.record = try AnnouncedStories(
            in: store.root, confirmed: knowledge.position.marks.last?.last)
    }

    /// Removes temporary files, and of a day that is there in both forms the copy: the compressed
    /// one, but for a plain one that was just made when the crash came.
    private func removeLeftovers(of kind: SegmentKind) throws(StoreError) {
        try SegmentTree.forEachMonth(of: kind, in: store) { (_, _, folder) throws(StoreError) in
            let names = Set(try folder.names())
            for name in names {
                if name.hasSuffix(SegmentName.plainSuffix + StoreFolder.temporarySuffix)
                    || name.hasSuffix(SegmentName.compressedSuffix + StoreFolder.temporarySuffix)
                {
                    try folder.remove(name)
                } else if SegmentName.day(ofFile: name)?.isCompressed == true {
                    let plain = String(name.dropLast(3))
                    guard let status = try folder.status(of: plain) else { continue }
                    try folder.remove(status.size == 0 ? plain : name)
                }
            }
        }
    }

    // MARK: Stories

    private mutating func recoverStories(
        of segment: Segment, _ knowledge: inout Announced, _ progress: SegmentTail.Progress
    ) throws(StoreError) {
        let day = segment.day
        guard var source = try SegmentSource.open(segment, in: store) else { return }
        let start: Int64
        switch knowledge.position.progress(on: day) {
        case .done: return try recoverTail(of: segment, mayCutWholeLine: false)
        case .new: start = 0
        case .until(let mark):
            if mark.end > source.length {
                // Somebody cut what was announced.
                return try recoverTail(of: segment, mayCutWholeLine: false)
            }
            start = try SegmentEnd.resume(after: mark, in: &source)
        }
        let tail = try SegmentTail(of: &source, from: start, kind: .stories, progress)
        if tail.lines.isEmpty && !tail.isUnfinished { return }
        try load(&knowledge)
        guard let record = knowledge.record else { return }
        let announcedEnd =
            tail.lines.last { line in line.id.map { record.contains($0, on: day) } ?? false }?.end
            ?? start
        let cut = cutPlace(in: tail, behind: announcedEnd, isKnown: knowledge.isKnown)
        for line in tail.lines where line.offset < cut ?? .max {
            if let problem = line.problem {
                try report(line.offset, problem, in: &source)
            } else if let id = line.id, !record.contains(id, on: day) {
                recovery.unannounced.append(
                    StoryLocation(
                        kind: .stories, day: day, offset: line.offset, length: line.length))
            }
        }
        if let cut, let kept = try self.cut(segment.name, from: cut) {
            recovery.incidents.append(.cut(kept))
        }
        if cut != nil || tail.lines.contains(where: { $0.problem != nil }) {
            try rememberAnnounced(day, knowledge)
        }
    }

    /// Where an unfinished batch begins: at the first bad line behind the last announced one, or,
    /// where nothing is known of that, at a bad last line.
    private func cutPlace(
        in tail: SegmentTail, behind announcedEnd: Int64, isKnown: Bool
    ) -> Int64? {
        if isKnown {
            let bad = tail.lines.first { $0.offset >= announcedEnd && $0.problem != nil }
            return bad?.offset ?? (tail.isUnfinished ? tail.end : nil)
        }
        if tail.isUnfinished { return tail.end }
        guard let last = tail.lines.last, last.problem != nil else { return nil }
        return last.offset
    }

    /// Looks for segments that lost what was announced, or are gone.
    private mutating func rememberLost(_ knowledge: inout Announced) throws(StoreError) {
        for mark in knowledge.position.marks {
            let name = SegmentName(kind: .stories, day: mark.day)
            let segment = Segment(name: name, isCompressed: false)
            if let found = try SegmentSource.open(segment, in: store), found.length >= mark.end {
                continue
            }
            try load(&knowledge)
            try rememberAnnounced(mark.day, knowledge)
        }
    }

    /// Takes note of all stories that matches.log has but no segment: for whoever finds that there
    /// are fewer stories than there were, or cannot tell.
    public mutating func rememberLost() throws(StoreError) {
        let record = try AnnouncedStories(in: store.root, confirmed: nil)
        let knowledge = Announced(position: position, record: record)
        for day in record.days.keys { try rememberAnnounced(day, knowledge) }
    }

    /// Takes note of the stories of a day that were announced but are not in its segment (any
    /// more): they will be fetched and stored again, but are not announced twice.
    private mutating func rememberAnnounced(
        _ day: CivilDay, _ knowledge: borrowing Announced
    ) throws(StoreError) {
        guard var lost = knowledge.record?.days[day] else { return }
        let name = SegmentName(kind: .stories, day: day)
        if var source = try SegmentSource.open(Segment(name: name, isCompressed: false), in: store)
        {
            let whole = try SegmentTail(of: &source, from: 0, kind: .stories)
            lost.subtract(whole.lines.filter { $0.problem == nil }.compactMap(\.id))
        }
        announcedBefore.formUnion(lost)
    }

    // MARK: Tails

    /// Looks at the end of a segment: half a line is cut off; a last line with a bad checksum too,
    /// unless it was announced.
    private mutating func recoverTail(
        of segment: Segment, mayCutWholeLine: Bool
    ) throws(StoreError) {
        if let kept = try cutUnfinishedLine(of: segment.name) {
            return recovery.incidents.append(.cut(kept))
        }
        guard var source = try SegmentSource.open(segment, in: store) else { return }
        let tail = try SegmentTail(lastOf: &source, kind: segment.kind)
        guard let last = tail.lines.last, let problem = last.problem else { return }
        if mayCutWholeLine {
            try cut(segment.name, from: last.offset).map { recovery.incidents.append(.cut($0)) }
        } else {
            try report(last.offset, problem, in: &source)
        }
    }

    /// Cuts off what follows the last line feed of a plain segment: nothing may be appended to half
    /// a line.
    mutating func cutUnfinishedLine(of name: SegmentName) throws(StoreError) -> SetAside? {
        let plain = Segment(name: name, isCompressed: false)
        guard var source = try SegmentSource.open(plain, in: store) else { return nil }
        var blocks = LineBlocks(blockBytes: 16 * 1024)
        let end = try blocks.endOfLines(&source, from: 0)
        return end < source.length ? try cut(name, from: end) : nil
    }

    private mutating func cut(
        _ name: SegmentName, from offset: Int64
    ) throws(StoreError) -> SetAside? {
        guard let folder = try store.folder(name.directories),
            let file = try folder.file(name.file)
        else { return nil }
        let damaged = try DamagedFolder(in: store, durable: &durableNames)
        return try file.cut(from: offset, keepingIn: damaged)
    }

    private mutating func report(
        _ offset: Int64, _ problem: String, in source: inout SegmentSource
    ) throws(StoreError) {
        let line = try LineNumbers.numbers(of: [offset], in: &source)[0]
        recovery.incidents.append(
            .damaged(Damage(file: source.path, line: line, byte: offset, what: problem)))
    }

    // MARK: matches.log

    /// Cuts off what a crash left of a batch's announcement; its stories are announced again.
    private mutating func recoverMatchesLog(_ knowledge: inout Announced) throws(StoreError) {
        if try !log.endsInLineFeed() { try load(&knowledge) }
        guard let offset = knowledge.record?.unreadableFrom else { return }
        let damaged = try DamagedFolder(in: store, durable: &durableNames)
        recovery.incidents.append(.cut(try log.cut(from: offset, keepingIn: damaged)))
    }

    /// Everything is announced but what `recovery` lists.
    private mutating func findPosition() throws(StoreError) {
        position = try StoryPosition.end(of: store)
        var days: Set<CivilDay> = []
        for location in recovery.unannounced where days.insert(location.day).inserted {
            let segment = Segment(name: location.segment, isCompressed: false)
            guard var source = try SegmentSource.open(segment, in: store) else { continue }
            let last = try SegmentEnd.id(ofLineEndingAt: location.offset, in: &source)
            position.set(
                StoryPosition.Mark(day: location.day, end: location.offset, last: last))
        }
    }
}
