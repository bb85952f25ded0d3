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
        // Read ahead, as in `stories`: the homes of all anchors before any is searched.
        let homes = anchors.map { Self.home(of: $0, slots.count) }
        let first = homes.map { slots[$0] }
        for (index, anchor) in anchors.enumerated() {
            let posting = UInt64(anchor) << 32 | UInt64(ordinal)
            if first[index] == 0, slots[homes[index]] == 0 {
                slots[homes[index]] = posting
                used += 1
            } else {
                insert(posting, from: homes[index])
            }
        }
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        oldest = max(oldest, ordinal)
    }

    /// Appends the stories that have one of `anchors` to `stories`, once for each that they have.
    func stories(with anchors: [UInt32], into stories: inout [UInt32]) {
        // The first slot of every anchor is read before any is looked at: the reads wait for memory
        // together, where a search after the other would wait for each.
        let homes = anchors.map { Self.home(of: $0, slots.count) }
        let first = homes.map { slots[$0] }
        for (index, anchor) in anchors.enumerated() where first[index] != 0 {
            var slot = homes[index]
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

    private mutating func insert(_ posting: UInt64, from home: Int) {
        var slot = home
        var free: Int?
        var shared = 0
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot]) < oldest {
                free = free ?? slot
            } else if slots[slot] >> 32 == posting >> 32 {
                shared += 1
                // An anchor that a text has twice is noted once.
                if shared == Self.limit || slots[slot] == posting { return }
            }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        if free == nil { used += 1 }
        slots[free ?? slot] = posting
    }

    /// Drops the dead and leaves two slots in five empty.
    private mutating func rebuild(adding count: Int) {
        let live = slots.filter { $0 != 0 && UInt32(truncatingIfNeeded: $0) >= oldest }
        slots = [UInt64](repeating: 0, count: max(1024, (live.count + count) * 5 / 3))
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
