// SPDX-License-Identifier: Apache-2.0

/// Which stories have an anchor: an inverted index in two arrays, of four bytes a posting each.
///
/// A hash table of buckets of 16 slots, a cache line of anchors each, which are compared at once.
/// What finds its bucket full goes to the next one with room, so a search ends at the first bucket
/// that is not full. Stories have ordinals in the order of storing, and leave the window in that
/// order, so a posting is dead when its ordinal is below `oldest`; its slot is used again.
struct PostingTable: Sendable {
    /// 16 slots; the alignment of the type puts each bucket in one cache line.
    private typealias Bucket = SIMD16<UInt32>

    /// Anchors; 0 is an empty slot.
    private var anchors = [Bucket](repeating: Bucket(repeating: 0), count: 64)
    /// The story of each.
    private var ordinals = [Bucket](repeating: Bucket(repeating: 0), count: 64)
    /// Slots that are not empty, the dead among them.
    private var used = 0
    /// The first ordinal that counts; 0 never does.
    private(set) var oldest: UInt32 = 1

    /// Postings an anchor may have. A phrase of more stories says nothing about any of them.
    private static let limit = 8

    /// Notes that the story `ordinal` has `anchors`.
    mutating func insert(_ anchors: [UInt32], ordinal: UInt32) {
        let slots = self.anchors.count * Bucket.scalarCount
        if (used + anchors.count) * 5 > slots * 4 { rebuild(adding: anchors.count) }
        for anchor in anchors { insert(anchor, ordinal) }
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        oldest = max(oldest, ordinal)
    }

    /// Takes back the stories from `ordinal` on; time is linear in the table.
    mutating func remove(from ordinal: UInt32) {
        for bucket in ordinals.indices {
            ordinals[bucket].replace(
                with: 0, where: ordinals[bucket] .>= Bucket(repeating: ordinal))
        }
    }

    /// Appends the stories that have one of `anchors` to `stories`, once for each that they have.
    func stories(with anchors: [UInt32], into stories: inout [UInt32]) {
        for anchor in anchors {
            var bucket = home(of: anchor)
            while true {
                let lanes = self.anchors[bucket]
                if any(lanes .== Bucket(repeating: anchor)) {
                    append(anchor, in: bucket, to: &stories)
                }
                if any(lanes .== Bucket(repeating: 0)) { break }
                bucket = next(bucket)
            }
        }
    }

    private func append(_ anchor: UInt32, in bucket: Int, to stories: inout [UInt32]) {
        let (lanes, stored) = (anchors[bucket], ordinals[bucket])
        for slot in lanes.indices where lanes[slot] == anchor && stored[slot] >= oldest {
            stories.append(stored[slot])
        }
    }

    private mutating func insert(_ anchor: UInt32, _ ordinal: UInt32) {
        var bucket = home(of: anchor)
        var dead: (bucket: Int, slot: Int)?
        var shared = 0
        while true {
            let lanes = anchors[bucket]
            if any(lanes .== Bucket(repeating: anchor)) {
                for slot in lanes.indices where lanes[slot] == anchor {
                    let other = ordinals[bucket][slot]
                    // An anchor that a text has twice is noted once.
                    if other == ordinal { return }
                    if other >= oldest { shared += 1 }
                }
                if shared >= Self.limit { return }
            }
            if any(lanes .== Bucket(repeating: 0)) { break }
            dead = dead ?? deadSlot(in: bucket)
            bucket = next(bucket)
        }
        if let dead {
            anchors[dead.bucket][dead.slot] = anchor
            ordinals[dead.bucket][dead.slot] = ordinal
        } else if let slot = anchors[bucket].indices.first(where: { anchors[bucket][$0] == 0 }) {
            anchors[bucket][slot] = anchor
            ordinals[bucket][slot] = ordinal
            used += 1
        }
    }

    private func deadSlot(in bucket: Int) -> (bucket: Int, slot: Int)? {
        let lanes = ordinals[bucket]
        guard any(lanes .< Bucket(repeating: oldest)) else { return nil }
        return lanes.indices.first { lanes[$0] < oldest }.map { (bucket, $0) }
    }

    /// Drops the dead and leaves a third of the slots empty.
    private mutating func rebuild(adding count: Int) {
        let (oldAnchors, oldOrdinals) = (anchors, ordinals)
        var live = 0
        for bucket in oldAnchors.indices {
            let isLive =
                (oldAnchors[bucket] .!= Bucket(repeating: 0))
                .& (oldOrdinals[bucket] .>= Bucket(repeating: oldest))
            live += Int(Bucket.zero.replacing(with: 1, where: isLive).wrappedSum())
        }
        let size = max(64, (live + count) * 3 / 2 / Bucket.scalarCount + 1)
        anchors = [Bucket](repeating: Bucket(repeating: 0), count: size)
        ordinals = anchors
        used = 0
        for bucket in oldAnchors.indices {
            for slot in oldAnchors[bucket].indices where oldAnchors[bucket][slot] != 0 {
                let ordinal = oldOrdinals[bucket][slot]
                if ordinal >= oldest { insert(oldAnchors[bucket][slot], ordinal) }
            }
        }
    }

    @inline(__always) private func next(_ bucket: Int) -> Int {
        bucket + 1 == anchors.count ? 0 : bucket + 1
    }

    /// The bucket where the search for `anchor` starts. Anchors are the smallest of their kind, so
    /// they are spread anew before they are scaled to the table.
    @inline(__always) private func home(of anchor: UInt32) -> Int {
        let spread = UInt64(anchor &* 0x9E37_79B1)
        return Int(truncatingIfNeeded: (spread &* UInt64(anchors.count)) >> 32)
    }
}
