// SPDX-License-Identifier: Apache-2.0

/// Finds the few stories of the window that a text may be a copy of. Ordinals number the stories
/// in the order of `insert`, from 1.
struct NearDuplicateIndex: Sendable {
    private var postings = PostingTable()
    private var sentences = RecurringSentences()
    /// How many anchors of each story are in the table, from the oldest on.
    private var sizes: [UInt8] = []
    /// The ordinal of the first of `sizes`.
    private var base: UInt32 = 1
    /// For each story the hits of the text being looked for; all zero between two searches.
    private var hits: [UInt8] = []
    /// A buffer kept from text to text.
    private var found: [UInt32] = []

    /// Candidates whose text is compared, at most.
    static let candidateLimit = 8

    /// The words of `body` that are not what many stories of `feed` have.
    func own(_ body: WordList, feed: UInt64) -> [Word] {
        sentences.removed(from: body, feed: feed)
    }

    /// Adds the next story, whose text has these words of its own. One without is never found.
    mutating func insert(_ own: [Word]) {
        let sketch = Sketch.stored(Shingles.anchors(own))
        postings.insert(sketch, ordinal: base + UInt32(sizes.count))
        sizes.append(UInt8(sketch.count))
        hits.append(0)
    }

    /// Counts the sentences of a story of `feed`.
    mutating func learn(_ body: WordList, feed: UInt64) { sentences.learn(body, feed: feed) }

    /// Takes the last `count` stories back.
    mutating func removeLast(_ count: Int) {
        guard count > 0 else { return }
        sizes.removeLast(count)
        hits.removeLast(count)
        postings.remove(from: base + UInt32(sizes.count))
    }

    /// Lets go of the stories before `ordinal`.
    mutating func expire(before ordinal: UInt32) {
        postings.expire(before: ordinal)
        // The arrays are cut in large pieces, so that each story is moved a bounded number of times.
        guard ordinal > base, Int(ordinal - base) * 2 > sizes.count else { return }
        sizes.removeFirst(min(sizes.count, Int(ordinal - base)))
        hits.removeFirst(min(hits.count, Int(ordinal - base)))
        base = ordinal
    }

    /// Forgets the older half of the counts of sentences.
    mutating func turnSentences() { sentences.turn() }

    /// The stories that share most anchors with a text of these words, the most first, the older
    /// first among equals.
    mutating func candidates(for own: [Word]) -> [UInt32] {
        let queried = Sketch.queried(Shingles.anchors(own))
        found.removeAll(keepingCapacity: true)
        postings.stories(with: queried, into: &found)
        for ordinal in found where hits[Int(ordinal &- base)] < .max {
            hits[Int(ordinal &- base)] += 1
        }
        var promising: [(hits: Int, ordinal: UInt32)] = []
        for ordinal in found {
            let count = Int(hits[Int(ordinal &- base)])
            hits[Int(ordinal &- base)] = 0
            if isPromising(count, of: ordinal, queried: queried.count) {
                promising.append((count, ordinal))
            }
        }
        promising.sort { ($1.hits, $0.ordinal) < ($0.hits, $1.ordinal) }
        return promising.prefix(Self.candidateLimit).map(\.ordinal)
    }

    /// Whether `hits` are a tenth of what there is to hit, and at least two: a copy that lost its
    /// beginning and its end still has about a sixth.
    private func isPromising(_ hits: Int, of ordinal: UInt32, queried: Int) -> Bool {
        hits >= 2 && hits * 10 >= min(queried, Int(sizes[Int(ordinal &- base)]))
    }
}
