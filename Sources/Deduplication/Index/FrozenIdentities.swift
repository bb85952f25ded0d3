// SPDX-License-Identifier: Apache-2.0

/// The keys of up to 16,384 stories that left the window, in at most 16 bytes a story: four for
/// each of its keys and three for where its record is.
///
/// It answers with stories that may have a key; one in some ten thousand answers is wrong, so the
/// record is read again to be sure.
struct FrozenIdentities: Sendable {
    /// Stories in a block, so that an entry has 14 bits for which, 18 for the key.
    static let capacity = 1 << 14
    private static let bucketBits = 10
    private static let tagBits = 18

    /// Keys sorted by hash: the bits after the bucket's, then the story.
    private var entries: [UInt32] = []
    /// Where each bucket, the first ten bits of the hash, begins in `entries`.
    private var buckets: [UInt16] = []
    /// For each story three bytes: how far it is behind the base of its run.
    private var offsets: [UInt8] = []
    /// Stories from which on the locations are counted from another base.
    private var runs: [(story: UInt16, base: UInt64)] = []

    /// Freezes `records`, of which there are `capacity` at most.
    init(_ records: ArraySlice<StoryRecord>) {
        precondition(records.count <= Self.capacity)
        offsets.reserveCapacity(records.count * 3)
        var keys: [(hash: UInt64, story: Int)] = []
        for (story, record) in records.enumerated() {
            keys += record.keys.map { ($0.hash, story) }
            append(record.location, of: story)
        }
        keys.sort { $0.hash < $1.hash }
        entries = keys.map { Self.tag(of: $0.hash) << 14 | UInt32($0.story) }
        buckets.reserveCapacity(1 << Self.bucketBits)
        var next = 0
        for bucket in 0..<(1 << Self.bucketBits) {
            while next < keys.count, Self.bucket(of: keys[next].hash) < bucket { next += 1 }
            buckets.append(UInt16(next))
        }
    }

    /// Where the records are of the stories that may have `key`.
    func locations(of key: IdentityKey) -> [UInt64] {
        let bucket = Self.bucket(of: key.hash)
        let end = bucket + 1 < buckets.count ? Int(buckets[bucket + 1]) : entries.count
        let tag = Self.tag(of: key.hash)
        return entries[Int(buckets[bucket])..<end].filter { $0 >> 14 == tag }.map {
            location(of: Int($0 & 0x3FFF))
        }
    }

    /// The memory taken.
    var byteCount: Int {
        entries.capacity * 4 + buckets.capacity * 2 + offsets.capacity + runs.capacity * 16
    }

    private mutating func append(_ location: UInt64, of story: Int) {
        var base = runs.last?.base ?? 0
        if runs.isEmpty || location < base || location - base >= 1 << 24 {
            base = location
            runs.append((UInt16(story), base))
        }
        let offset = location - base
        offsets += [UInt8(offset & 0xFF), UInt8(offset >> 8 & 0xFF), UInt8(offset >> 16)]
    }

    private func location(of story: Int) -> UInt64 {
        let base = runs.last { Int($0.story) <= story }?.base ?? 0
        let bytes = offsets[(story * 3)..<(story * 3 + 3)]
        return base + bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bucket(of hash: UInt64) -> Int { Int(hash >> UInt64(64 - bucketBits)) }

    private static func tag(of hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> UInt64(64 - bucketBits - tagBits)) & (1 << 18 - 1)
    }
}
