// SPDX-License-Identifier: Apache-2.0

/// Maps ranges of folded bytes back to ranges of the original's scalars.
///
/// It walks along with the questions: a text's matches asked for in order cost one pass over the
/// text together. Going back is allowed and starts again from the beginning.
public struct OriginalOffsets: Sendable {
    private let folded: FoldedText
    /// The start of a folded scalar, how many scalars stand before it, and how many breaks begin
    /// at or before it.
    private var byte = 0
    private var scalar = 0
    private var passed = 0

    /// The offsets of `folded`.
    public init(_ folded: FoldedText) {
        self.folded = folded
    }

    /// The scalars of the original that `range` comes from: from the first scalar of the cluster
    /// that its first byte comes from, to the last of the cluster of its last byte.
    ///
    /// - Precondition: `range` is not empty, lies within the folded text, and starts and ends
    ///   between scalars.
    public mutating func original(of range: Range<Int>) -> Range<Int> {
        precondition(!range.isEmpty && range.upperBound <= folded.count)
        let start = span(at: range.lowerBound).lowerBound
        var last = range.upperBound - 1
        while folded.storage[last] & 0xC0 == 0x80 { last -= 1 }
        return start..<span(at: last).upperBound
    }

    /// The scalars of the original that the folded scalar at `position` comes from.
    private mutating func span(at position: Int) -> Range<Int> {
        advance(to: position)
        guard passed > 0 else { return scalar..<scalar + 1 }
        let found = folded.breaks[passed - 1]
        guard found.folded.contains(position) else {
            let start = scalar + found.shiftAfter
            return start..<start + 1
        }
        let before = passed > 1 ? folded.breaks[passed - 2].shiftAfter : 0
        let start = scalar - scalars(in: found.folded.lowerBound..<position) + before
        return start..<start + found.originalCount
    }

    private mutating func advance(to position: Int) {
        if position < byte { (byte, scalar, passed) = (0, 0, 0) }
        scalar += scalars(in: byte..<position)
        byte = position
        let breaks = folded.breaks
        while passed < breaks.count, breaks[passed].folded.lowerBound <= position { passed += 1 }
    }

    /// How many scalars start within `range`, eight bytes at a time.
    private func scalars(in range: Range<Int>) -> Int {
        unsafe folded.storage.withUnsafeBytes { bytes in
            var (index, end) = (range.lowerBound, range.upperBound)
            var continuations = 0
            while index &+ 8 <= end {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let marks = (word >> 7) & ~(word >> 6) & 0x0101_0101_0101_0101
                continuations &+= marks.nonzeroBitCount
                index &+= 8
            }
            while end > index {
                end &-= 1
                if unsafe bytes[end] & 0xC0 == 0x80 { continuations &+= 1 }
            }
            return range.count - continuations
        }
    }
}
