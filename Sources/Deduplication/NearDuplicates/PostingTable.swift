// SPDX-License-Identifier: Apache-2.0

/// Which stories have an anchor: an inverted index in one array of eight bytes a posting.
///
/// Stories have ordinals in the order of storing, and leave the window in that order, so a posting
/// is dead when its ordinal is below `oldest`: its slot is taken by the next anchor that comes by.
struct PostingTable: Sendable {
    /// The anchor in the upper half, the ordinal in the lower; 0 is an empty slot, where a search
    /// ends (open addressing with linear probing).
    private var slots = [UInt64](repeating: 0, count: 1024)
    /// Slots that are not empty, the dead among them.
    private var used = 0
    /// The first ordinal that counts.
    private(set) var oldest: UInt32 = 0

    /// Postings an anchor may have. A phrase of more stories says nothing about any of them.
    private static let limit = 16

    /// Notes that the story `ordinal` has `anchors`.
    mutating func insert(_ anchors: [UInt32], ordinal: UInt32) {
        if (used + anchors.count) * 4 > slots.count * 3 { rebuild(adding: anchors.count) }
        for anchor in anchors { insert(anchor, ordinal) }
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        oldest = max(oldest, ordinal)
    }

    /// Appends the stories that have one of `anchors` to `stories`, once for each that they have.
    func stories(with anchors: [UInt32], into stories: inout [UInt32]) {
        for anchor in anchors {
            var slot = Self.home(of: anchor, slots.count)
            while slots[slot] != 0 {
                let ordinal = UInt32(truncatingIfNeeded: slots[slot])
                if slots[slot] >> 32 == UInt64(anchor), ordinal >= oldest {
                    stories.append(ordinal)
                }
                slot &+= 1
                if slot == slots.count { slot = 0 }
            }
        }
    }

    private mutating func insert(_ anchor: UInt32, _ ordinal: UInt32) {
        var slot = Self.home(of: anchor, slots.count)
        var free: Int?
        var shared = 0
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot]) < oldest {
                free = free ?? slot
            } else if slots[slot] >> 32 == UInt64(anchor) {
                shared += 1
                // An anchor that a text has twice is noted once.
                let isNoted = UInt32(truncatingIfNeeded: slots[slot]) == ordinal
                if shared == Self.limit || isNoted { return }
            }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        if free == nil { used += 1 }
        slots[free ?? slot] = UInt64(anchor) << 32 | UInt64(ordinal)
    }

    /// Drops the dead and leaves half of the slots empty.
    private mutating func rebuild(adding count: Int) {
        let live = slots.filter { $0 != 0 && UInt32(truncatingIfNeeded: $0) >= oldest }
        slots = [UInt64](repeating: 0, count: max(1024, (live.count + count) * 2))
        used = live.count
        for posting in live {
            var slot = Self.home(of: UInt32(truncatingIfNeeded: posting >> 32), slots.count)
            while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
            slots[slot] = posting
        }
    }

    /// Where the search for `anchor` starts. Anchors are the smallest of their kind, so they are
    /// spread anew before they are scaled to the table.
    @inline(__always) private static func home(of anchor: UInt32, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(anchor &* 0x9E37_79B1) &* UInt64(count)) >> 32)
    }
}
