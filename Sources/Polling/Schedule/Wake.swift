// SPDX-License-Identifier: Apache-2.0

/// Something that is to be looked at when the monotonic clock shows `time`.
struct Wake: Comparable, Sendable {
    /// In milliseconds.
    let time: Int64
    /// A feed's place or a host's.
    let index: Int32
    /// What the owner's count stood at: an older wake is void.
    let generation: UInt32

    static func < (a: Wake, b: Wake) -> Bool {
        (a.time, a.index) < (b.time, b.index)
    }
}
