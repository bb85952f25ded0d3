// SPDX-License-Identifier: Apache-2.0

/// Folds one cluster of scalars by the book: QUERY.md section 2, steps 2 to 6, through utf8proc.
///
/// This is the definition of folding; `FoldTable` only remembers its answers.
struct ClusterFolder: Sendable {
    /// Clusters longer than this are cut: real ones have a few marks (UAX #15 allows 30), and
    /// ordering marks takes quadratic time.
    static let longest = 128

    /// The folded cluster.
    private(set) var scalars: [Int32] = []
    private var scratch: [Int32] = []
    /// Whether the letter that marks stand after drops them; kept across the cut of a cluster.
    private var dropsMarks = false

    /// Folds `cluster`, which has no ignorable character, into `scalars`.
    ///
    /// - Parameter continues: whether it may be the rest of a cluster that was cut.
    mutating func fold(_ cluster: [UInt32], foldsHan: Bool, continues: Bool) {
        if !continues { dropsMarks = false }
        scalars.removeAll(keepingCapacity: true)
        for scalar in cluster { scalars.append(Int32(bitPattern: Punctuation.folded(scalar))) }
        decompose(casefolding: false)
        UTF8Proc.compose(&scalars)
        decompose(casefolding: true)
        dropMarks()
        UTF8Proc.compose(&scalars)
        for index in scalars.indices {
            let plain = Punctuation.folded(UInt32(bitPattern: scalars[index]))
            let scalar = foldsHan ? HanFold.shared.representative(of: plain) : plain
            scalars[index] = Int32(bitPattern: scalar)
        }
    }

    /// Whether `scalar` belongs to the cluster before it: a mark, a jamo that makes a syllable
    /// with what stands before, or what normalises to one (half-width voiced sound marks).
    static func attaches(_ scalar: UInt32) -> Bool {
        if scalar < 0x300 { return false }
        let scalar = Int32(bitPattern: scalar)
        if UTF8Proc.isInert(scalar) { return isVowelOrFinal(scalar) }
        if UTF8Proc.isMark(scalar) { return true }
        var parts: [Int32] = []
        UTF8Proc.decompose(scalar, casefolding: false, into: &parts)
        guard let first = parts.first else { return false }
        return UTF8Proc.combiningClass(of: first) != 0 || isVowelOrFinal(first)
    }

    /// Whether `scalar` is a jamo that makes a syllable with what stands before.
    private static func isVowelOrFinal(_ scalar: Int32) -> Bool {
        (0x1161...0x1175).contains(scalar) || (0x11A8...0x11C2).contains(scalar)
    }

    /// Replaces `scalars` by their compatibility decomposition in canonical order.
    private mutating func decompose(casefolding: Bool) {
        scratch.removeAll(keepingCapacity: true)
        for scalar in scalars {
            UTF8Proc.decompose(scalar, casefolding: casefolding, into: &scratch)
        }
        orderMarks()
        swap(&scalars, &scratch)
    }

    /// The canonical ordering algorithm (Unicode 3.11): a stable sort of each run of marks.
    private mutating func orderMarks() {
        for index in scratch.indices.dropFirst() {
            let scalar = scratch[index]
            let own = UTF8Proc.combiningClass(of: scalar)
            guard own != 0 else { continue }
            var place = index
            while place > 0, UTF8Proc.combiningClass(of: scratch[place - 1]) > own {
                scratch[place] = scratch[place - 1]
                place -= 1
            }
            scratch[place] = scalar
        }
    }

    /// Drops the marks (Mn) after Latin, Greek and Cyrillic letters from decomposed scalars.
    private mutating func dropMarks() {
        var kept = 0
        for scalar in scalars {
            if !UTF8Proc.isNonspacingMark(scalar) {
                dropsMarks = MarkDropping.follows(UInt32(bitPattern: scalar))
            } else if dropsMarks {
                continue
            }
            scalars[kept] = scalar
            kept += 1
        }
        scalars.removeSubrange(kept...)
    }
}
