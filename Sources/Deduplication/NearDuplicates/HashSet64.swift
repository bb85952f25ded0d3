// SPDX-License-Identifier: Apache-2.0

/// A set of hashes: open addressing, half full at most. A tenth of the time of sorting them.
struct HashSet64: Sendable {
    /// How many members there are.
    private(set) var count = 0
    /// The members; 0 is an empty slot, and the hash 0 is taken for 1.
    private var slots: [UInt64]
    private let shift: UInt64

    /// The set of `hashes`.
    init(_ hashes: [UInt64]) {
        let bits = Int.bitWidth - max(hashes.count * 2, 2).leadingZeroBitCount
        slots = [UInt64](repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
        for hash in hashes {
            let slot = slot(of: max(hash, 1))
            if slots[slot] == 0 { count += 1 }
            slots[slot] = max(hash, 1)
        }
    }

    /// Whether `hash` is a member.
    @inline(__always) func contains(_ hash: UInt64) -> Bool {
        slots[slot(of: max(hash, 1))] != 0
    }

    /// How many members are in `other`, too.
    func countCommon(with other: HashSet64) -> Int {
        if slots.count > other.slots.count { return other.countCommon(with: self) }
        return slots.count { $0 != 0 && other.contains($0) }
    }

    /// The slot that has `hash`, or the empty one where it belongs.
    @inline(__always) private func slot(of hash: UInt64) -> Int {
        // Spread anew: members may be chosen by some of their bits.
        var slot = Int(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) &>> shift)
        while slots[slot] != 0, slots[slot] != hash { slot = (slot &+ 1) & (slots.count &- 1) }
        return slot
    }
}
