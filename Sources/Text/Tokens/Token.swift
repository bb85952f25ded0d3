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

    /// The first of its folded bytes.
    public var start: Int
    /// The folded byte after its last.
    public var end: Int
    /// Its number in the field; paragraphs leave a gap of 100.
    public var position: Int
    /// How it is made and compared.
    public var kind: Kind

    /// Its folded bytes.
    public var range: Range<Int> { start..<end }

    /// What a paragraph break adds to the next position.
    public static let paragraphGap = 100
}
