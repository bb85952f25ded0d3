// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Stories that a store has more than once: by another program's hand, for the daemon never writes
/// one again.
struct RepeatedStories {
    /// Where the later lines stand, and where the first one of each.
    private(set) var firsts: [SegmentName: [Int64: String]] = [:]

    /// Looks through the beginnings of all lines. Eight bytes a story are kept meanwhile; only for
    /// those that some other shares is more looked at.
    init(in store: borrowing StoreDirectory) throws(StoreError) {
        let segments = try SegmentTree.segments(of: .stories, in: store)
        var beginnings: [UInt64] = []
        for segment in segments {
            try Self.forEachLine(of: segment, in: store) { id, _, _ in
                if let id { beginnings.append(id.high) }
            }
        }
        beginnings.sort()
        var shared: Set<UInt64> = []
        for (one, next) in zip(beginnings, beginnings.dropFirst()) where one == next {
            shared.insert(one)
        }
        if shared.isEmpty { return }
        var seen: [StoryID: String] = [:]
        var firsts: [SegmentName: [Int64: String]] = [:]
        for segment in segments {
            var number = 0
            try Self.forEachLine(of: segment, in: store) { id, offset, isIntact in
                number += 1
                guard let id, shared.contains(id.high), isIntact() else { return }
                if let first = seen[id] {
                    firsts[segment.name, default: [:]][offset] = first
                } else {
                    seen[id] = "\(segment.path):\(number)"
                }
            }
        }
        self.firsts = firsts
    }

    private static func forEachLine(
        of segment: Segment, in store: borrowing StoreDirectory,
        _ body: (StoryID?, Int64, _ isIntact: () -> Bool) -> Void
    ) throws(StoreError) {
        var source: SegmentSource
        do throws(StoreError) {
            guard let opened = try SegmentSource.open(segment, in: store) else { return }
            source = opened
        } catch {
            // Whoever checks its lines says what is wrong with it.
            return
        }
        var blocks = LineBlocks()
        try unsafe blocks.forward(&source, from: 0) { (block, start) throws(StoreError) in
            try unsafe StoryStore.forEachLine(in: block, at: start) {
                (line, offset) throws(StoreError) in
                unsafe body(LinePrefix.id(of: line, kind: .stories), offset) {
                    unsafe LineChecksum.isIntact(line)
                }
                return true
            }
        }
    }
}
