// SPDX-License-Identifier: Apache-2.0

/// A token of folded text (QUERY.md section 3).
public struct Token: Sendable, Equatable {
    /// How a token is made and compared.
    public enum Kind: UInt8, Sendable {
        /// A run of letters, marks and numbers (class W).
        case word
        /// Single letters joined by full stops, `u.s`, which read without them (class W).
        case initials
        /// One character of a script without spaces (class C).
        case single
        /// A run of Hangul (class H).
        case hangul
    }

    // Texts can be large and full of tokens: 16 bytes each. Texts are shorter than 4 GiB.
    private let storedStart: UInt32
    private let storedEnd: UInt32
    private let storedPosition: UInt32
    /// How it is made and compared.
    public let kind: Kind

    init(_ kind: Kind, _ range: Range<Int>, position: Int) {
        storedStart = UInt32(truncatingIfNeeded: range.lowerBound)
        storedEnd = UInt32(truncatingIfNeeded: range.upperBound)
        storedPosition = UInt32(truncatingIfNeeded: position)
        self.kind = kind
    }

    /// The first of its folded bytes.
    public var start: Int { Int(storedStart) }
    /// The folded byte after its last.
    public var end: Int { Int(storedEnd) }
    /// Its number in the field; paragraphs leave a gap of 100.
    public var position: Int { Int(storedPosition) }
    /// Its folded bytes.
    public var range: Range<Int> { start..<end }

    /// What a paragraph break adds to the next position.
    public static let paragraphGap = 100
}
