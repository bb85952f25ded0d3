// SPDX-License-Identifier: Apache-2.0

internal import CUTF8Proc

/// How many columns of a terminal a text takes: two for a CJK character or an emoji, none for what
/// combines with the character before. Expects text without control characters (`CleanText`).
public enum DisplayWidth: Sendable {
    /// The columns that `text` takes.
    public static func columns(of text: String) -> Int {
        var sum = 0
        var cell = Cell()
        for scalar in text.unicodeScalars { sum += cell.columnsAdded(by: scalar) }
        return sum
    }

    /// `text` cut, if it has to be, to at most `columns` columns, `…` included.
    public static func truncate(_ text: String, to columns: Int) -> String {
        guard self.columns(of: text) > columns else { return text }
        guard columns > 0 else { return "" }
        var result = String.UnicodeScalarView()
        var used = 0
        var cell = Cell()
        for scalar in text.unicodeScalars {
            let added = cell.columnsAdded(by: scalar)
            if used + added > columns - 1 { break }
            used += added
            result.append(scalar)
        }
        return String(result) + "…"
    }

    /// `text` in exactly `columns` columns: cut, or filled up with spaces behind or before it.
    public static func fit(
        _ text: String, to columns: Int, alignedRight: Bool = false
    ) -> String {
        let cut = truncate(text, to: columns)
        let space = String(repeating: " ", count: max(columns - self.columns(of: cut), 0))
        return alignedRight ? space + cut : cut + space
    }
}

/// The cell that is being drawn: what a scalar adds depends on what it combines with.
private struct Cell {
    private var width = 0
    private var joins = false
    private var isFlagHalf = false

    /// How many columns `scalar` adds to the text before it.
    mutating func columnsAdded(by scalar: Unicode.Scalar) -> Int {
        let isRegional = (0x1F1E6...0x1F1FF).contains(scalar.value)
        defer {
            joins = scalar == "\u{200D}"
            isFlagHalf = isRegional && !isFlagHalf
        }
        switch scalar.value {
        case 0xFE0F where width == 1:  // asks for the emoji form of the character before
            width = 2
            return 1
        case 0x1F3FB...0x1F3FF where width == 2: return 0  // skin tone of the emoji before
        default: break
        }
        // Joined by U+200D to the emoji before; the second half of a flag.
        if joins && scalar.properties.isEmoji || isRegional && isFlagHalf { return 0 }
        let own = isRegional ? 2 : Self.width(of: scalar)
        if own > 0 { width = own }
        return own
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: 1
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0  // vowels and finals of a Hangul syllable
        default: max(Int(utf8proc_charwidth(Int32(bitPattern: scalar.value))), 0)
        }
    }
}
