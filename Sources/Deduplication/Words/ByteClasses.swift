// SPDX-License-Identifier: Apache-2.0

/// Which bytes of folded text are parts of words, a bit a byte, so that words are found by counting
/// zeros and not by asking each byte: where a word ends is what a processor guesses worst.
struct ByteClasses: Sendable {
    /// Three maps, one after the other.
    private var bytes: [UInt8] = []
    private var stride = 0

    /// Classifies `text`, behind which eight zero bytes can be read.
    mutating func classify(_ text: UnsafeBufferPointer<UInt8>) {
        let count = (text.count &+ 7) &>> 3
        // What is read beyond the end of a map is zero, or of the next text and cut off.
        stride = count &+ 16
        if bytes.count < stride &* 3 {
            bytes += repeatElement(0, count: stride &* 3 &- bytes.count)
        }
        for index in count..<stride {
            for map in 0..<3 { bytes[map &* stride &+ index] = 0 }
        }
        unsafe bytes.withUnsafeMutableBufferPointer { maps in
            guard let start = text.baseAddress, let maps = maps.baseAddress else { return }
            unsafe Self.fill(
                maps, stride: stride, from: UnsafeRawPointer(start), count: text.count)
        }
    }

    /// Calls `body` with the maps.
    func withMaps<Result>(_ body: (Maps) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return body(Maps()) }
            return unsafe body(
                Maps(
                    words: BitMap(bytes: start), others: BitMap(bytes: start + stride),
                    ends: BitMap(bytes: start + 2 * stride)))
        }
    }

    /// The maps of a text, valid while `withMaps` lasts.
    struct Maps {
        /// ASCII letters and digits.
        var words = BitMap()
        /// Bytes of characters beyond ASCII.
        var others = BitMap()
        /// ASCII that ends a sentence: a line feed, `!`, `?`, and a full stop before white space.
        var ends = BitMap()
    }

    /// A bit for each byte of a text.
    @safe struct BitMap {
        /// Nil reads as zeros. There are 16 bytes more than the text has eighths.
        fileprivate var bytes: UnsafeRawPointer?

        /// How many of the bits that `at` gives are sure to be there.
        static let window = 57

        /// The bits from `position` on, which is in the text, the first one lowest.
        @inline(__always) func at(_ position: Int) -> UInt64 {
            guard let bytes = unsafe bytes else { return 0 }
            let bits = unsafe bytes.loadUnaligned(
                fromByteOffset: position &>> 3, as: UInt64.self)
            return UInt64(littleEndian: bits) &>> UInt64(position & 7)
        }
    }

    private static func fill(
        _ maps: UnsafeMutablePointer<UInt8>, stride: Int, from text: UnsafeRawPointer, count: Int
    ) {
        for index in 0..<(count &+ 7) &>> 3 {
            let word = unsafe text.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
            // The bytes one further on, up to the second behind the text.
            let next = unsafe text.loadUnaligned(fromByteOffset: index &* 8 &+ 1, as: UInt64.self)
            let low = word & ~high
            let letters = (low &+ each(0x1F)) & ~(low &+ each(0x05))
            let digits = (low &+ each(0x50)) & ~(low &+ each(0x46))
            let isNoSpace = (next & ~high &+ each(0x5F)) | next
            let isNoEnd =
                differs(low, 0x0A) & differs(low, 0x21) & differs(low, 0x3F)
                & (differs(low, 0x2E) | isNoSpace)
            unsafe maps[index] = gathered((letters | digits) & ~word)
            unsafe maps[stride &+ index] = gathered(word)
            unsafe maps[2 &* stride &+ index] = gathered(~(isNoEnd | word))
        }
    }

    private static let high: UInt64 = 0x8080_8080_8080_8080

    @inline(__always) private static func each(_ byte: UInt64) -> UInt64 {
        byte &* 0x0101_0101_0101_0101
    }

    /// The upper bits of those bytes of `low`, all below 0x80, that are not `byte`; other bits
    /// besides.
    @inline(__always) private static func differs(_ low: UInt64, _ byte: UInt64) -> UInt64 {
        (low ^ each(byte)) &+ each(0x7F)
    }

    /// The upper bit of each byte as one byte, that of the first byte lowest.
    @inline(__always) private static func gathered(_ bits: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: ((bits & high) &>> 7 &* 0x0102_0408_1020_4080) &>> 56)
    }
}
