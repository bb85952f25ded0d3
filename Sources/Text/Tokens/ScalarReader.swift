// SPDX-License-Identifier: Apache-2.0

/// Reads folded text scalar by scalar with classes, and knows the two adjustments to words:
/// initials join, possessives vanish (QUERY.md section 3).
public struct ScalarReader: Sendable {
    private let classes = CharacterClassTable.shared

    /// A reader.
    public init() {}

    /// The scalar at `index`, its length in bytes and its class.
    ///
    /// - Precondition: `index` lies within `text`.
    @inline(__always)
    func read(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: UInt32, length: Int, kind: CharacterClass) {
        let lead = unsafe text[index]
        if lead < 0x80 { return (UInt32(lead), 1, classes[UInt32(lead)]) }
        let (scalar, length) = unsafe UTF8Decoding.scalar(in: text, at: index)
        return (scalar, length, kind(of: scalar))
    }

    /// The class of `scalar`.
    public func kind(of scalar: UInt32) -> CharacterClass { classes[scalar] }

    /// Where the run that starts at `start` ends.
    @inline(__always)
    func end(
        of text: UnsafeBufferPointer<UInt8>, from start: Int,
        while belongs: (CharacterClass) -> Bool
    ) -> Int {
        var index = start
        while index < text.count {
            let (_, length, kind) = unsafe read(text, at: index)
            guard belongs(kind) else { break }
            index += length
        }
        return index
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
        return unsafe index + 2 == text.count || !read(text, at: index + 2).kind.isAlphanumeric
    }

    /// The end of the letter at `index`, if it is a word by itself.
    private func endOfSingleLetter(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let (_, length, kind) = unsafe read(text, at: index)
        guard kind == .letter else { return nil }
        let end = index + length
        return unsafe end < text.count && read(text, at: end).kind.isWord ? nil : end
    }
}
