// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Lines of a block that begin with given bytes, as those about one story do.
enum PrefixedLines {
    /// Calls `body` with each such line, without its line feed, and its place, until it returns
    /// false, which is then returned.
    ///
    /// - Parameter offset: The place of the block.
    static func forEach(
        in block: UnsafeBufferPointer<UInt8>, at offset: Int64, prefix: [UInt8], reversed: Bool,
        _ body: (UnsafeBufferPointer<UInt8>, Int64) -> Bool
    ) -> Bool {
        var found = unsafe ranges(in: block, prefix: prefix)
        if reversed { found.reverse() }
        for range in found {
            let line = unsafe UnsafeBufferPointer(rebasing: block[range])
            guard unsafe body(line, offset + Int64(range.lowerBound)) else { return false }
        }
        return true
    }

    private static func ranges(
        in block: UnsafeBufferPointer<UInt8>, prefix: [UInt8]
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var first = 0
        while first < block.count {
            let rest = unsafe UnsafeBufferPointer(rebasing: block[first...])
            let count = unsafe LineBlocks.firstNewline(in: rest) ?? rest.count
            if unsafe rest.prefix(count).starts(with: prefix) {
                ranges.append(first..<first + count)
            }
            first += count + 1
        }
        return ranges
    }
}
