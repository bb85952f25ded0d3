// SPDX-License-Identifier: Apache-2.0

/// NEAR: two occurrences in one field with few tokens between their nearest ends.
struct Proximity {
    /// At most so many tokens stand between.
    let distance: Int

    /// More results than this are not gathered. A text has to be made for the purpose to come
    /// near it: a megabyte of nothing but operands.
    static let mostResults = 1 << 20

    /// What reaches from one occurrence of `left` to one of `right`, in either order.
    ///
    /// - Parameters: two lists, sorted.
    /// - Complexity: linear in the lists and the results, but for a factor of `distance`.
    func pairs(_ left: [Occurrence], _ right: [Occurrence]) -> [Occurrence] {
        var pairs: [Occurrence] = []
        let longest = right.reduce(0) { max($0, $1.last - $1.first) }
        var start = 0
        for one in left {
            // What begins earlier than this cannot reach, and will not reach what comes later.
            let earliest = one.first - distance - 1 - longest
            while start < right.count,
                (right[start].field, right[start].first) < (one.field, earliest)
            {
                start += 1
            }
            for other in right[start...] {
                if other.field != one.field || other.first > one.last + distance + 1 { break }
                guard isNear(one, other) else { continue }
                pairs.append(
                    Occurrence(
                        field: one.field, start: min(one.start, other.start),
                        end: max(one.end, other.end), first: min(one.first, other.first),
                        last: max(one.last, other.last)))
                if pairs.count >= Self.mostResults {
                    pairs.sortUnique()
                    if pairs.count > Self.mostResults / 2 { return pairs }
                }
            }
        }
        pairs.sortUnique()
        return pairs
    }

    /// Whether two occurrences do not overlap and stand near; in one Hangul token they do.
    private func isNear(_ a: Occurrence, _ b: Occurrence) -> Bool {
        if a.end <= b.start { return b.first - a.last - 1 <= distance }
        if b.end <= a.start { return a.first - b.last - 1 <= distance }
        return false
    }
}
