// SPDX-License-Identifier: Apache-2.0

/// The identifier of a story: 80 bits, written as 16 characters of lower-case Crockford base32
/// (no `i`, `l`, `o`, `u`).
public struct StoryID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The upper 64 bits.
    public let high: UInt64
    /// The lower 16 bits.
    public let low: UInt16

    /// The identifier whose bits are the first ten bytes of `digest`, most significant first.
    ///
    /// - Precondition: `digest` has at least ten bytes.
    public init(digest: some Collection<UInt8>) {
        var bytes = digest.makeIterator()
        var high: UInt64 = 0
        var low: UInt16 = 0
        precondition(digest.count >= 10)
        for _ in 0..<8 { high = high << 8 | UInt64(bytes.next() ?? 0) }
        for _ in 0..<2 { low = low << 8 | UInt16(bytes.next() ?? 0) }
        self.high = high
        self.low = low
    }

    /// Reads the 16 characters; nil for anything else, upper case included.
    public init?(_ text: some StringProtocol) {
        var value: UInt128 = 0
        var count = 0
        for byte in text.utf8 {
            guard let digit = Self.value(of: byte), count < 16 else { return nil }
            value = value << 5 | UInt128(digit)
            count += 1
        }
        guard count == 16 else { return nil }
        high = UInt64(truncatingIfNeeded: value >> 16)
        low = UInt16(truncatingIfNeeded: value)
    }

    /// The 16 characters.
    public var description: String {
        let digits = self.digits
        return unsafe digits.span.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    /// The 16 characters in ASCII.
    public var digits: InlineArray<16, UInt8> {
        let value = UInt128(high) << 16 | UInt128(low)
        let alphabet = Self.alphabet
        return InlineArray {
            alphabet[Int(truncatingIfNeeded: value >> UInt128(75 - 5 * $0)) & 31]
        }
    }

    /// Orders as the written forms do.
    public static func < (a: StoryID, b: StoryID) -> Bool {
        (a.high, a.low) < (b.high, b.low)
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private static func value(of byte: UInt8) -> Int? { alphabet.firstIndex(of: byte) }
}
