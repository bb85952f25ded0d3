// SPDX-License-Identifier: Apache-2.0

/// Which stories have a tag (an anchor of their text, a key of their identity): an inverted index
/// of eight bytes a posting.
///
/// Stories have ordinals in the order of storing and leave the window in that order, so a posting
/// is dead when its ordinal is below `oldest`, and its slot is used again. The table is cut into
/// shards that grow one by one: growing moves a few hundred kilobytes within the processor's cache,
/// and never doubles what is held.
struct PostingTable: Sendable {
    private var shards = [PostingShard](repeating: PostingShard(), count: 1 << shardBits)
    /// The first ordinal that counts; 0 never does.
    private(set) var oldest: UInt32 = 1
    /// A buffer kept from search to search.
    private var marked: [UInt32] = []

    private static let shardBits: UInt32 = 6
    /// Postings a tag may have. A phrase of more stories says nothing about any of them.
    static let limit = 8

    /// Notes that the story `ordinal` has `tags`, which are not 0; each once.
    mutating func insert(_ tags: [UInt32], ordinal: UInt32) {
        // What is not in the cache is fetched for all tags at once, not for one after the other.
        _ = mark(tags)
        for tag in tags {
            let place = Place(tag)
            shards[place.shard].insert(tag, at: place, ordinal: ordinal, oldest: oldest)
        }
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        oldest = max(oldest, ordinal)
    }

    /// Takes back the stories from `ordinal` on; time is linear in the table.
    mutating func remove(from ordinal: UInt32) {
        for index in shards.indices { shards[index].remove(from: ordinal) }
    }

    /// Appends the stories that have one of `tags` to `stories`, once for each that they have.
    mutating func stories(with tags: [UInt32], into stories: inout [UInt32]) {
        let count = mark(tags)
        for tag in marked[..<count] {
            let place = Place(tag)
            shards[place.shard].stories(with: tag, at: place, oldest: oldest, into: &stories)
        }
    }

    /// Appends the stories that have `tag` to `stories`.
    func stories(with tag: UInt32, into stories: inout [UInt32]) {
        let place = Place(tag)
        shards[place.shard].stories(with: tag, at: place, oldest: oldest, into: &stories)
    }

    /// Puts those of `tags` that may have a story to the front of `marked`.
    ///
    /// All places are asked for before the first is looked at, and there is no branch to guess
    /// wrong, so that the processor waits for many places in memory at a time.
    ///
    /// - Returns: How many there are.
    private mutating func mark(_ tags: [UInt32]) -> Int {
        if marked.count < tags.count {
            marked += repeatElement(0, count: tags.count - marked.count)
        }
        for tag in tags {
            let place = Place(tag)
            shards[place.shard].prefetch(place)
        }
        var count = 0
        for tag in tags {
            let place = Place(tag)
            marked[count] = tag
            count &+= shards[place.shard].mayHave(tag, at: place) ? 1 : 0
        }
        return count
    }

    /// Where the search for a tag starts.
    struct Place {
        /// The shard.
        let shard: Int
        /// How far into it, in 2²⁶ths.
        let position: UInt32

        /// Anchors are the smallest of their kind, so tags are spread anew.
        @inline(__always) init(_ tag: UInt32) {
            let spread = tag &* 0x9E37_79B1
            shard = Int(truncatingIfNeeded: spread &>> (32 &- PostingTable.shardBits))
            position = spread & (1 &<< (32 &- PostingTable.shardBits) &- 1)
        }

        /// The bucket of a shard of `count`.
        @inline(__always) func bucket(of count: Int) -> Int {
            (Int(truncatingIfNeeded: position) &* count)
                &>> Int(truncatingIfNeeded: 32 &- PostingTable.shardBits)
        }
    }
}
