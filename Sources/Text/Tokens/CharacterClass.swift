// SPDX-License-Identifier: Apache-2.0

/// What a folded character is to the tokeniser (QUERY.md section 3).
///
/// The raw values are those of `Generators/make-character-classes.py`.
public enum CharacterClass: UInt8, Sendable {
    /// Punctuation, symbols and all else that parts tokens.
    case separator
    /// White space, which parts tokens and may make paragraphs.
    case space
    /// A letter of a script that is written with spaces.
    case letter
    /// A mark; it belongs to the token that it stands in.
    case mark
    /// A digit or another number.
    case number
    /// A character that is a token by itself: Han, kana, Thai, Lao, Khmer, Myanmar.
    case single
    /// A Hangul syllable or letter.
    case hangul

    /// The class of `scalar`.
    public init(_ scalar: Unicode.Scalar) {
        self = CharacterClassTable.shared[scalar.value]
    }

    /// Whether the character takes part in runs that are one token (class W).
    public var isWord: Bool { self == .letter || self == .mark || self == .number }

    /// Whether the character is "a letter or digit" in the sense of the query language.
    public var isAlphanumeric: Bool { rawValue >= 2 && self != .mark }
}

/// The class of every code point: a byte each in the Basic Multilingual Plane, runs beyond it.
///
/// Loops take `shared` into a local first: a global is checked for being there at every use.
public struct CharacterClassTable: Sendable {
    /// The table; made once from 8 KB of runs.
    public static let shared = CharacterClassTable(runs: CharacterRuns.classes)

    /// The raw classes of the Basic Multilingual Plane.
    public let plane: [UInt8]
    private let supplementary: [UInt32]

    private init(runs: [UInt32]) {
        plane = Self.expanded(runs)
        // The last run of the plane reaches into the next one, so it leads the list.
        let first = runs.firstIndex { $0 >> 3 > 0xFFFF } ?? runs.count
        supplementary = Array(runs[max(0, first - 1)...])
    }

    /// The class of a code point; what is none is a separator.
    @inline(__always)
    public subscript(_ scalar: UInt32) -> CharacterClass {
        let raw = scalar < 0x10000 ? plane[Int(scalar)] : supplementaryClass(of: scalar)
        return CharacterClass(rawValue: raw) ?? .separator
    }

    /// The raw class of a code point above the Basic Multilingual Plane.
    func supplementaryClass(of scalar: UInt32) -> UInt8 {
        CharacterRuns.value(of: scalar, in: supplementary)
    }

    private static func expanded(_ runs: [UInt32]) -> [UInt8] {
        var plane = [UInt8](repeating: 0, count: 0x10000)
        for (index, run) in runs.enumerated() where run & 7 != 0 && run >> 3 < 0x10000 {
            let end = index + 1 < runs.count ? min(runs[index + 1] >> 3, 0x10000) : 0x10000
            for code in (run >> 3)..<end { plane[Int(code)] = UInt8(run & 7) }
        }
        return plane
    }
}

extension CharacterRuns {
    /// The value at `code` of a property kept as sorted runs.
    static func value(of code: UInt32, in runs: [UInt32]) -> UInt8 {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle] >> 3 <= code { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : UInt8(runs[low - 1] & 7)
    }
}
