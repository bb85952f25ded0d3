// SPDX-License-Identifier: Apache-2.0

/// Reads folded text scalar by scalar with classes, and knows the two adjustments to words:
/// initials join, possessives vanish (QUERY.md section 3).
public struct ScalarReader: Sendable {
    private let classes = CharacterClassTable.shared

    /// A reader.
    public init() {}

    /// The classes of the Basic Multilingual Plane, raw: a loop keeps a span of them at hand.
    var plane: [UInt8] { classes.plane }

    /// The scalar at `index`, its length in bytes and its class.
    ///
    /// - Precondition: `index` lies within `text`, and `plane` is a span of this reader's.
    @inline(__always)
    func read(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, _ plane: borrowing Span<UInt8>
    ) -> (scalar: UInt32, length: Int, kind: CharacterClass) {
        let lead = unsafe text[index]
        if lead < 0x80 { return (UInt32(lead), 1, Self.kind(plane[Int(lead)])) }
        let (scalar, length) = unsafe UTF8Decoding.scalar(in: text, at: index)
        let kind = scalar < 0x10000 ? Self.kind(plane[Int(scalar)]) : classes[scalar]
        return (scalar, length, kind)
    }

    @inline(__always)
    private static func kind(_ raw: UInt8) -> CharacterClass {
        CharacterClass(rawValue: raw) ?? .separator
    }

    /// The class of `scalar`.
    public func kind(of scalar: UInt32) -> CharacterClass { classes[scalar] }

    /// Where the run that starts at `start` ends.
    @inline(__always)
    func end(
        of text: UnsafeBufferPointer<UInt8>, from start: Int, _ plane: borrowing Span<UInt8>,
        while belongs: (CharacterClass) -> Bool
    ) -> Int {
        var index = start
        while index < text.count {
            let (_, length, kind) = unsafe read(text, at: index, plane)
            guard belongs(kind) else { break }
            index += length
        }
        return index
    }

    /// The class of the character at `index`; that of white space at the end.
    private func kind(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (kind: CharacterClass, length: Int) {
        guard index < text.count else { return (.space, 0) }
        let (scalar, length) = unsafe UTF8Decoding.scalar(in: text, at: index)
        return (classes[scalar], length)
    }

    /// Where the initials end that begin with the word at `start`: two or more single letters,
    /// each joined to the next by a lone full stop. Nil where there are none.
    public func endOfInitials(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        guard var end = unsafe endOfSingleLetter(text, at: start) else { return nil }
        let first = end
        while end + 1 < text.count, unsafe text[end] == UInt8(ascii: "."),
            let next = unsafe endOfSingleLetter(text, at: end + 1)
        {
            end = next
        }
        return end > first ? end : nil
    }

    /// Whether `'s` stands at `index` with no letter or digit after it.
    public func isPossessive(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 1 < text.count, unsafe text[index] == UInt8(ascii: "'"),
            unsafe text[index + 1] == UInt8(ascii: "s")
        else { return false }
        return unsafe !kind(text, at: index + 2).kind.isAlphanumeric
    }

    /// The end of the letter at `index`, if it is a word by itself.
    private func endOfSingleLetter(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let (first, length) = unsafe kind(text, at: index)
        guard first == .letter else { return nil }
        let end = index + length
        return unsafe kind(text, at: end).kind.isWord ? nil : end
    }
}
