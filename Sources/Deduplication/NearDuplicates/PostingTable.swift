// SPDX-License-Identifier: Apache-2.0

/// Which stories have an anchor: an inverted index in one array of eight bytes a posting.
///
/// A hash table of buckets of 16 slots, a cache line of anchors each, which are compared at once.
/// What finds its bucket full goes to the next one with room, so a search ends at the first bucket
/// that is not full. Stories have ordinals in the order of storing, and leave the window in that
/// order, so a posting is dead when its ordinal is below `oldest`; its slot is used again.
struct PostingTable: Sendable {
    private typealias Lanes = SIMD16<UInt32>

    /// 16 slots. The alignment of the type puts the anchors into one cache line, and what they lead
    /// to into the next.
    private struct Bucket: Sendable {
        /// Anchors; 0 is an empty slot.
        var anchors = Lanes(repeating: 0)
        /// The story of each.
        var ordinals = Lanes(repeating: 0)

        @inline(__always) func has(_ anchor: UInt32) -> Bool {
            any(anchors .== Lanes(repeating: anchor))
        }

        @inline(__always) var isFull: Bool { !has(0) }
    }

    private var buckets = [Bucket](repeating: Bucket(), count: 64)
    /// Slots that are not empty, the dead among them.
    private var used = 0
    /// The first ordinal that counts; 0 never does.
    private(set) var oldest: UInt32 = 1

    /// Postings an anchor may have. A phrase of more stories says nothing about any of them.
    private static let limit = 8

    /// Notes that the story `ordinal` has `anchors`.
    mutating func insert(_ anchors: [UInt32], ordinal: UInt32) {
        let slots = buckets.count * Lanes.scalarCount
        if (used + anchors.count) * 5 > slots * 4 { rebuild(adding: anchors.count) }
        for anchor in anchors { insert(anchor, ordinal) }
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        oldest = max(oldest, ordinal)
    }

    /// Takes back the stories from `ordinal` on; time is linear in the table.
    mutating func remove(from ordinal: UInt32) {
        for index in buckets.indices {
            let isLater = buckets[index].ordinals .>= Lanes(repeating: ordinal)
            buckets[index].ordinals.replace(with: 0, where: isLater)
        }
    }

    /// Appends the stories that have one of `anchors` to `stories`, once for each that they have.
    func stories(with anchors: [UInt32], into stories: inout [UInt32]) {
        for anchor in anchors {
            var index = home(of: anchor)
            while true {
                if buckets[index].has(anchor) {
                    append(anchor, in: buckets[index], to: &stories)
                }
                guard buckets[index].isFull else { break }
                index = next(index)
            }
        }
    }

    private func append(_ anchor: UInt32, in bucket: Bucket, to stories: inout [UInt32]) {
        for slot in 0..<Lanes.scalarCount
        where bucket.anchors[slot] == anchor && bucket.ordinals[slot] >= oldest {
            stories.append(bucket.ordinals[slot])
        }
    }

    private mutating func insert(_ anchor: UInt32, _ ordinal: UInt32) {
        var index = home(of: anchor)
        var dead: (bucket: Int, slot: Int)?
        var shared = 0
        while true {
            if buckets[index].has(anchor) {
                let bucket = buckets[index]
                for slot in 0..<Lanes.scalarCount where bucket.anchors[slot] == anchor {
                    // An anchor that a text has twice is noted once.
                    if bucket.ordinals[slot] == ordinal { return }
                    if bucket.ordinals[slot] >= oldest { shared += 1 }
                }
                if shared >= Self.limit { return }
            }
            guard buckets[index].isFull else { break }
            dead = dead ?? deadSlot(in: index)
            index = next(index)
        }
        if let dead {
            buckets[dead.bucket].anchors[dead.slot] = anchor
            buckets[dead.bucket].ordinals[dead.slot] = ordinal
        } else if let slot = slot(in: buckets[index].anchors, where: { $0 == 0 }) {
            buckets[index].anchors[slot] = anchor
            buckets[index].ordinals[slot] = ordinal
            used += 1
        }
    }

    private func deadSlot(in index: Int) -> (bucket: Int, slot: Int)? {
        slot(in: buckets[index].ordinals) { $0 < oldest }.map { (index, $0) }
    }

    @inline(__always) private func slot(in lanes: Lanes, where fits: (UInt32) -> Bool) -> Int? {
        (0..<Lanes.scalarCount).first { fits(lanes[$0]) }
    }

    /// Drops the dead and leaves a third of the slots empty.
    private mutating func rebuild(adding count: Int) {
        let old = buckets
        let live = old.reduce(0) { sum, bucket in
            // The ordinal of an empty slot is 0, which is dead.
            let isLive = bucket.ordinals .>= Lanes(repeating: oldest)
            return sum + Int(Lanes.zero.replacing(with: 1, where: isLive).wrappedSum())
        }
        let size = max(64, (live + count) * 3 / 2 / Lanes.scalarCount + 1)
        buckets = [Bucket](repeating: Bucket(), count: size)
        used = 0
        for bucket in old {
            for slot in 0..<Lanes.scalarCount where bucket.ordinals[slot] >= oldest {
                insert(bucket.anchors[slot], bucket.ordinals[slot])
            }
        }
    }

    @inline(__always) private func next(_ bucket: Int) -> Int {
        bucket + 1 == buckets.count ? 0 : bucket + 1
    }

    /// The bucket where the search for `anchor` starts. Anchors are the smallest of their kind, so
    /// they are spread anew before they are scaled to the table.
    @inline(__always) private func home(of anchor: UInt32) -> Int {
        let spread = UInt64(anchor &* 0x9E37_79B1)
        return Int(truncatingIfNeeded: (spread &* UInt64(buckets.count)) >> 32)
    }
}
