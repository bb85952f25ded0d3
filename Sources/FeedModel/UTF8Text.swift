// SPDX-License-Identifier: Apache-2.0

/// Text as valid UTF-8 bytes: what travels from the parser to the store.
///
/// A slice of a block that several texts may share, so that an entry's fields cost one allocation
/// together, and no stage pays for building a `String` that nobody reads. Empty means absent: a
/// feed cannot say the difference in any way that a reader could use.
public struct UTF8Text: Sendable {
    /// The block this text is a slice of.
    @usableFromInline let storage: [UInt8]
    @usableFromInline let lower: UInt32
    @usableFromInline let upper: UInt32

    /// The empty text.
    @inlinable public init() {
        storage = []
        lower = 0
        upper = 0
    }

    /// The text of `string`.
    public init(_ string: String) {
        self.init(utf8: Array(string.utf8))
    }

    /// A text that is the whole of `bytes`, which the caller knows to be valid UTF-8.
    @inlinable public init(utf8 bytes: [UInt8]) {
        self.init(utf8: bytes, in: 0..<bytes.count)
    }

    /// A slice of `block`, which the caller knows to be valid UTF-8 cut between scalars.
    ///
    /// - Precondition: `range` lies within `block`, and `block` is smaller than 4 GiB.
    @inlinable public init(utf8 block: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= block.count)
        storage = block
        lower = UInt32(range.lowerBound)
        upper = UInt32(range.upperBound)
    }

    /// Whether there is no text.
    @inlinable public var isEmpty: Bool { lower == upper }

    /// The number of bytes.
    @inlinable public var count: Int { Int(upper &- lower) }

    /// The text as a `String`.
    public var string: String {
        unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes, copied.
    public var bytes: [UInt8] { Array(storage[Int(lower)..<Int(upper)]) }

    /// Calls `body` with the bytes in place; the pointer is valid for the call only.
    @inlinable public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (from, to) = (Int(lower), Int(upper))
        return try unsafe storage.withUnsafeBufferPointer {
            whole throws(Failure) -> Result in
            // `init` checked the range once; the block never changes.
            try unsafe body(UnsafeBufferPointer(rebasing: whole[from..<to]))
        }
    }
}

extension UTF8Text: Hashable {
    /// Whether the bytes are the same.
    public static func == (a: UTF8Text, b: UTF8Text) -> Bool {
        guard a.count == b.count else { return false }
        return unsafe a.withUnsafeBytes { x in
            unsafe b.withUnsafeBytes { y in unsafe x.elementsEqual(y) }
        }
    }

    /// Feeds the bytes to `hasher`.
    public func hash(into hasher: inout Hasher) {
        unsafe withUnsafeBytes { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension UTF8Text: ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text of a literal.
    public init(stringLiteral value: StaticString) {
        self.init(value.description)
    }

    /// The text.
    public var description: String { string }
}
