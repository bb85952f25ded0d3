// SPDX-License-Identifier: Apache-2.0

internal import CPrefetch

/// A part of a `PostingTable`: a hash table of buckets of eight postings, a cache line each, whose
/// tags are compared at once.
///
/// A bucket is filled from its first slot on. What finds its bucket full goes to the next one with
/// room, so a search ends at the first bucket that is not full.
struct PostingShard: Sendable {
    /// The buckets: eight tags, 0 for none, and then the story of each.
    private var words: [UInt32]
    /// The word that the first bucket begins with: where a cache line began when they were made.
    private var first: Int
    /// The address of the first bucket when they were made: where a copy is, nobody asks. Only to
    /// be prefetched, since a hint may be wrong; going through the array for it would count
    /// references for every tag.
    private var start: UInt
    /// How many buckets there are.
    private var count: Int
    /// Slots that are not empty, the dead among them.
    private var used = 0

    private static let bucketWords = 16
    private static let slots = 8

    init() {
        self.init(buckets: 1)
    }

    private init(buckets: Int) {
        count = buckets
        words = [UInt32](repeating: 0, count: (buckets + 1) * Self.bucketWords)
        let address = unsafe words.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        start = (address + 63) & ~63
        first = Int(bitPattern: start - address) / MemoryLayout<UInt32>.size
    }

    /// Fetches the first bucket of a search into the processor's cache, without waiting for it.
    @inline(__always) func prefetch(_ place: PostingTable.Place) {
        let word = place.bucket(of: count) &* Self.bucketWords
        feedwatch_prefetch(start &+ UInt(bitPattern: word &* MemoryLayout<UInt32>.size))
    }

    /// Whether the first bucket of the search has `tag`, or leads to another.
    @inline(__always) func mayHave(_ tag: UInt32, at place: PostingTable.Place) -> Bool {
        let bucket = bucket(place.bucket(of: count))
        let isFull = isFull(bucket)
        return has(tag, in: bucket) || isFull
    }

    /// Appends the stories that have `tag` to `stories`.
    @inline(__always) func stories(
        with tag: UInt32, at place: PostingTable.Place, oldest: UInt32,
        into stories: inout [UInt32]
    ) {
        var index = place.bucket(of: count)
        while true {
            let bucket = bucket(index)
            if has(tag, in: bucket) {
                for slot in bucket..<bucket &+ Self.slots
                where words[slot] == tag && words[slot &+ Self.slots] >= oldest {
                    stories.append(words[slot &+ Self.slots])
                }
            }
            guard isFull(bucket) else { return }
            index = next(index)
        }
    }

    /// Notes that the story `ordinal` has `tag`, unless that is known or too many have it.
    mutating func insert(
        _ tag: UInt32, at place: PostingTable.Place, ordinal: UInt32, oldest: UInt32
    ) {
        if used &* 4 >= count &* Self.slots &* 3 { rebuild(oldest: oldest) }
        var index = place.bucket(of: count)
        var dead: Int?
        var shared = 0
        while true {
            let bucket = bucket(index)
            if has(tag, in: bucket) {
                for slot in bucket..<bucket &+ Self.slots where words[slot] == tag {
                    if words[slot &+ Self.slots] == ordinal { return }
                    if words[slot &+ Self.slots] >= oldest { shared &+= 1 }
                }
                if shared >= PostingTable.limit { return }
            }
            guard isFull(bucket) else { break }
            dead = dead ?? firstDead(in: bucket, oldest: oldest)
            index = next(index)
        }
        if dead == nil { used &+= 1 }
        let slot = dead ?? firstEmpty(in: bucket(index))
        words[slot] = tag
        words[slot &+ Self.slots] = ordinal
    }

    /// Takes back the stories from `ordinal` on.
    mutating func remove(from ordinal: UInt32) {
        for index in 0..<count {
            let bucket = bucket(index)
            for slot in bucket..<bucket + Self.slots where words[slot + Self.slots] >= ordinal {
                words[slot + Self.slots] = 0
            }
        }
    }

    /// Drops the dead and leaves two fifths of the slots empty. Postings keep their order, so that
    /// both tables are walked from one end to the other.
    private mutating func rebuild(oldest: UInt32) {
        var live = 0
        forEachPosting { _, ordinal in live &+= ordinal >= oldest ? 1 : 0 }
        var new = PostingShard(buckets: (live + 8) * 5 / (3 * Self.slots) + 1)
        new.used = live
        forEachPosting { tag, ordinal in
            // The ordinal of an empty slot is 0, which is dead.
            guard ordinal >= oldest else { return }
            var index = PostingTable.Place(tag).bucket(of: new.count)
            while new.isFull(new.bucket(index)) { index = new.next(index) }
            let slot = new.firstEmpty(in: new.bucket(index))
            new.words[slot] = tag
            new.words[slot &+ Self.slots] = ordinal
        }
        self = new
    }

    @inline(__always) private func forEachPosting(_ body: (UInt32, UInt32) -> Void) {
        for index in 0..<count {
            let bucket = bucket(index)
            for slot in bucket..<bucket &+ Self.slots {
                body(words[slot], words[slot &+ Self.slots])
            }
        }
    }

    // MARK: Buckets, as the index of their first word

    @inline(__always) private func bucket(_ index: Int) -> Int {
        first &+ index &* Self.bucketWords
    }

    @inline(__always) private func next(_ index: Int) -> Int {
        index &+ 1 == count ? 0 : index &+ 1
    }

    @inline(__always) private func has(_ tag: UInt32, in bucket: Int) -> Bool {
        any(half(at: bucket) .== Half(repeating: tag))
    }

    @inline(__always) private func isFull(_ bucket: Int) -> Bool {
        words[bucket &+ Self.slots &- 1] != 0
    }

    /// The first empty slot of a bucket that is not full, by halves.
    @inline(__always) private func firstEmpty(in bucket: Int) -> Int {
        var slot = bucket
        slot &+= words[slot &+ 3] == 0 ? 0 : 4
        slot &+= words[slot &+ 1] == 0 ? 0 : 2
        return slot &+ (words[slot] == 0 ? 0 : 1)
    }

    @inline(__always) private func firstDead(in bucket: Int, oldest: UInt32) -> Int? {
        let isDead = half(at: bucket &+ Self.slots) .< Half(repeating: oldest)
        guard any(isDead) else { return nil }
        return (bucket..<bucket &+ Self.slots).first { words[$0 &+ Self.slots] < oldest }
    }

    private typealias Half = SIMD8<UInt32>

    /// Eight words at once.
    @inline(__always) private func half(at word: Int) -> Half {
        precondition(word >= 0 && word &+ Self.slots <= words.count)
        return unsafe words.withUnsafeBytes {
            unsafe $0.loadUnaligned(
                fromByteOffset: word &* MemoryLayout<UInt32>.size, as: Half.self)
        }
    }
}
