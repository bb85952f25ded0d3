// SPDX-License-Identifier: Apache-2.0

/// A place in a document where a term, or a NEAR, holds.
struct Occurrence: Hashable, Comparable, Sendable {
    /// The field's place in `MatchField.allCases`.
    var field: Int
    /// Its folded bytes.
    var start: Int
    var end: Int
    /// The positions of its first and last tokens.
    var first: Int
    var last: Int

    /// Its folded bytes.
    var range: Range<Int> { start..<end }

    /// The order of the record: by field, start and end.
    static func < (a: Occurrence, b: Occurrence) -> Bool {
        (a.field, a.start, a.end) < (b.field, b.start, b.end)
    }
}

extension [Occurrence] {
    /// Sorts and drops what is there twice.
    mutating func sortUnique() {
        guard count > 1 else { return }
        sort()
        var kept = 1
        for index in 1..<count where self[index] != self[kept - 1] {
            self[kept] = self[index]
            kept += 1
        }
        removeSubrange(kept...)
    }
}
