// SPDX-License-Identifier: Apache-2.0

/// What each character of the Basic Multilingual Plane folds to when it stands alone: itself,
/// another one, or 0 for "ask `ClusterFolder`", which also made the table.
///
/// An answer is never longer in UTF-8 than the question, so that the loop that uses the table
/// needs no more room for its output than its input has.
struct FoldTable: Sendable {
    /// The tables without and with Han variants; each made once, in a few milliseconds.
    static let plain = FoldTable(foldsHan: false)
    static let han = FoldTable(foldsHan: true)

    let replacements: [UInt16]

    private init(foldsHan: Bool) {
        guard !foldsHan else {
            // Variants come last. Asking for every character again would take twice the time.
            replacements = Self.plain.replacements.map { Self.representative(of: $0) }
            return
        }
        var table = [UInt16](repeating: 0, count: 0x10000)
        var folder = ClusterFolder()
        for scalar in UInt32(1)..<0x10000 where !(0xD800...0xDFFF).contains(scalar) {
            table[Int(scalar)] =
                Self.isInert(scalar) ? UInt16(scalar) : Self.answer(to: scalar, &folder)
        }
        replacements = table
    }

    /// Representatives are the smallest of their variants: never beyond the plane here, and as
    /// long in UTF-8.
    private static func representative(of answer: UInt16) -> UInt16 {
        UInt16(truncatingIfNeeded: HanFold.shared.representative(of: UInt32(answer)))
    }

    /// Whether normalisation and case leave `scalar` alone, and no character joins it: the large
    /// blocks, for which asking would take most of the time.
    private static func isInert(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xF8FF: true
        default: false
        }
    }

    private static func answer(to scalar: UInt32, _ folder: inout ClusterFolder) -> UInt16 {
        if Ignorable.contains(scalar) || ClusterFolder.attaches(scalar) { return 0 }
        if UTF8Proc.isInert(Int32(bitPattern: scalar)) {
            return UInt16(truncatingIfNeeded: Punctuation.folded(scalar))
        }
        folder.fold([scalar], foldsHan: false, continues: false)
        guard folder.scalars.count == 1, let only = folder.scalars.first,
            only < 0x10000, UTF8Length.of(UInt32(bitPattern: only)) <= UTF8Length.of(scalar)
        else { return 0 }
        return UInt16(only)
    }
}

/// How long characters are in UTF-8.
enum UTF8Length {
    static func of(_ scalar: UInt32) -> Int {
        scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    }
}
