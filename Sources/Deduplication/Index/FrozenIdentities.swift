// SPDX-License-Identifier: Apache-2.0

/// The keys of stories that left the window, in at most 16 bytes a story: four for each of its keys
/// and three for where its record is.
///
/// A block has 16,384 stories, or twice as many as each of the two that it was merged from. It
/// answers with stories that may have a key; one in some ten thousand answers of the smallest block
/// is wrong, one in a hundred of the largest, so the record is read again to be sure.
struct FrozenIdentities: Sendable {
    /// Stories in a block that was not merged: an entry of its has 14 bits for which.
    static let capacity = 1 << 14
    /// How often blocks are merged: a million stories, of whose number an entry has 20 bits.
    private static let maximumMerges = 6
    /// Bits of the hash that are kept: those of the bucket and those of the entry together, however
    /// many the story takes from the entry.
    private static let hashBits = 28

    /// How many generations of blocks it was merged from.
    private let merges: Int
    /// Keys sorted by hash: the bits after the bucket's, then the story.
    private var entries: [UInt32] = []
    /// Where each bucket, the first bits of the hash, begins in `entries`.
    private var buckets: [UInt32] = []
    /// For each story three bytes: how far it is behind the base of its run.
    private var offsets: [UInt8] = []
    /// Stories from which on the locations are counted from another base.
    private var runs: [(story: UInt32, base: UInt64)] = []

    /// A key as a block keeps it.
    private struct Key {
        let hash: UInt32
        let story: UInt32
    }

    /// Freezes `records`, of which there are `capacity` at most.
    init(_ records: ArraySlice<StoryRecord>) {
        precondition(records.count <= Self.capacity)
        merges = 0
        offsets.reserveCapacity(records.count * 3)
        var keys: [(hash: UInt64, story: Int)] = []
        for (story, record) in records.enumerated() {
            keys += record.keys.map { ($0.hash, story) }
            append(record.location, of: story)
        }
        keys.sort { ($0.hash, $0.story) < ($1.hash, $1.story) }
        fill(
            keys.count,
            keys.lazy.map { Key(hash: Self.kept($0.hash), story: UInt32($0.story)) })
    }

    /// The block of the stories of `older` and then those of `newer`, which has as many.
    private init(_ older: FrozenIdentities, _ newer: FrozenIdentities) {
        precondition(older.merges == newer.merges)
        merges = older.merges + 1
        let shift = UInt32(older.storyCount)
        offsets = older.offsets + newer.offsets
        runs = older.runs + newer.runs.map { ($0.story + shift, $0.base) }
        // Of two stories with one key the older stays first.
        var (a, b) = (older.keys.makeIterator(), newer.keys.makeIterator())
        var (first, second) = (a.next(), b.next())
        let merged = AnyIterator<Key> {
            if let key = first, key.hash <= second?.hash ?? .max {
                first = a.next()
                return key
            }
            guard let key = second else { return nil }
            second = b.next()
            return Key(hash: key.hash, story: key.story + shift)
        }
        fill(older.entries.count + newer.entries.count, merged)
    }

    /// Appends `block` to `blocks`, and merges blocks of one size: there are as many as the binary
    /// digits of their number, up to the largest block.
    static func append(_ block: FrozenIdentities, to blocks: inout [FrozenIdentities]) {
        var newest = block
        while let last = blocks.last, last.merges == newest.merges, last.merges < maximumMerges,
            last.storyCount == capacity << last.merges
        {
            newest = FrozenIdentities(last, newest)
            blocks.removeLast()
        }
        blocks.append(newest)
    }

    /// Where the records are of the stories that may have `key`, the oldest first.
    func locations(of key: IdentityKey) -> [UInt64] {
        let hash = Self.kept(key.hash)
        let bucket = Int(hash >> tagBits)
        let tag = hash & (1 << tagBits - 1)
        var found: [UInt64] = []
        for index in start(of: bucket)..<start(of: bucket + 1)
        where entries[index] >> storyBits == tag {
            found.append(location(of: entries[index] & (1 << storyBits - 1)))
        }
        return found
    }

    /// The memory taken.
    var byteCount: Int {
        entries.capacity * 4 + buckets.capacity * 4 + offsets.capacity + runs.capacity * 16
    }

    /// How many stories it has.
    var storyCount: Int { offsets.count / 3 }

    private var storyBits: UInt32 { 14 + UInt32(merges) }
    private var tagBits: UInt32 { 32 - storyBits }
    private var bucketCount: Int { 1 << (Self.hashBits - Int(tagBits)) }

    /// The first entry of a bucket or, for the one after the last, the number of entries.
    private func start(of bucket: Int) -> Int {
        bucket < buckets.count ? Int(buckets[bucket]) : entries.count
    }

    /// All keys, by hash.
    private var keys: some Sequence<Key> {
        (0..<bucketCount).lazy.flatMap { bucket in
            entries[start(of: bucket)..<start(of: bucket + 1)].lazy.map {
                Key(
                    hash: UInt32(bucket) << tagBits | $0 >> storyBits,
                    story: $0 & (1 << storyBits - 1))
            }
        }
    }

    /// Takes in `keys`, which are `count` and sorted by hash.
    private mutating func fill(_ count: Int, _ keys: some Sequence<Key>) {
        entries.reserveCapacity(count)
        buckets.reserveCapacity(bucketCount)
        for key in keys {
            while buckets.count <= Int(key.hash >> tagBits) {
                buckets.append(UInt32(entries.count))
            }
            entries.append(key.hash << storyBits | key.story)
        }
        while buckets.count < bucketCount { buckets.append(UInt32(entries.count)) }
        // Appending leaves room for more, which there will not be.
        runs = runs.map { $0 }
    }

    private mutating func append(_ location: UInt64, of story: Int) {
        var base = runs.last?.base ?? 0
        if runs.isEmpty || location < base || location - base >= 1 << 24 {
            base = location
            runs.append((UInt32(story), base))
        }
        let offset = location - base
        offsets += [UInt8(offset & 0xFF), UInt8(offset >> 8 & 0xFF), UInt8(offset >> 16)]
    }

    private func location(of story: UInt32) -> UInt64 {
        let base = runs[run(of: story)].base
        let first = Int(story) * 3
        let offset =
            UInt64(offsets[first]) | UInt64(offsets[first + 1]) << 8
            | UInt64(offsets[first + 2]) << 16
        return base + offset
    }

    /// The last run that begins at `story` or before.
    private func run(of story: UInt32) -> Int {
        var (low, high) = (0, runs.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if runs[middle].story <= story { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The bits of `hash` that are kept, its first.
    private static func kept(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> UInt64(64 - hashBits))
    }
}
