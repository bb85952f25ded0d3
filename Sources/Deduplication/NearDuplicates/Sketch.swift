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
    /// About how many shingles are looked up for a text: more than are kept, since a copy has them
    /// elsewhere than its original.
    static let queryLimit = 128

    /// The anchors of `anchors`, in the order of the text, that stand for a stored story.
    static func stored(_ anchors: [UInt32]) -> [UInt32] {
        guard anchors.count > size else { return anchors }
        // Half as many again as are wanted, so that few need sorting.
        var smallest = smallest(of: anchors[(size / 2)...], about: size * 3 / 4)
        smallest.sort()
        return Array(anchors[..<(size / 2)] + smallest.prefix(size / 2))
    }

    /// The anchors of a text that is looked for.
    static func queried(_ anchors: [UInt32]) -> [UInt32] {
        guard anchors.count > queryLimit else { return anchors }
        let smallest = smallest(of: anchors[(queryLimit / 2)...], about: queryLimit / 2)
        return Array(anchors[..<(queryLimit / 2)]) + smallest
    }

    /// Those below the bound that so many of as many evenly spread values are below.
    private static func smallest(of anchors: ArraySlice<UInt32>, about count: Int) -> [UInt32] {
        let share = min(1, Double(count) / Double(anchors.count))
        let bound = UInt32(share * Double(UInt32.max))
        // Without a branch, which would be guessed wrong every few anchors.
        return unsafe [UInt32](unsafeUninitializedCapacity: anchors.count) { kept, count in
            for anchor in anchors {
                unsafe kept[count] = anchor
                count &+= anchor <= bound ? 1 : 0
            }
        }
    }
}
