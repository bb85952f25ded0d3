// SPDX-License-Identifier: Apache-2.0

/// Which shingles of a story are kept in memory to find its copies by.
///
/// Half of them are its first ones, for copies that were cut short; half the smallest of the rest
/// (bottom-k: Broder 1997, Cohen and Kaplan 2007), which are the same in every copy, for those
/// that lost the beginning.
enum Sketch {
    /// The shingles kept of a story: 56 postings of eight bytes, in a table that is
    /// two thirds full.
    static let size = 56
    /// The shingles looked up for a text; a copy shares far more than the two that are needed.
    static let queryLimit = 1024

    /// The anchors of `anchors`, in the order of the text, that stand for a stored story.
    static func stored(_ anchors: [UInt32]) -> [UInt32] {
        sampled(anchors, limit: size)
    }

    /// The anchors of a text that is looked for.
    static func queried(_ anchors: [UInt32]) -> [UInt32] {
        sampled(anchors, limit: queryLimit)
    }

    private static func sampled(_ anchors: [UInt32], limit: Int) -> [UInt32] {
        guard anchors.count > limit else { return anchors }
        let rest = anchors[(limit / 2)...]
        // Among as many evenly spread values this bound leaves half as many again as are wanted,
        // so that few need sorting.
        let share = Double(limit / 2) * 1.5 / Double(rest.count)
        let bound = UInt32(min(1, share) * Double(UInt32.max))
        var smallest = rest.filter { $0 <= bound }
        smallest.sort()
        return Array(anchors[..<(limit / 2)] + smallest.prefix(limit / 2))
    }
}
