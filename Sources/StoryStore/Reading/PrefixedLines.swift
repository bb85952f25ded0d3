// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Lines of a block that begin with given bytes, as those about one story do.
enum PrefixedLines {
    /// Calls `body` with each such line, without its line feed, and its place in the block, until
    /// it returns false, which is then returned.
    static func forEach(
        in block: UnsafeBufferPointer<UInt8>, prefix: [UInt8], reversed: Bool,
        _ body: (UnsafeBufferPointer<UInt8>, Int) -> Bool
    ) -> Bool {
        var found = unsafe ranges(in: block, prefix: prefix)
        if reversed { found.reverse() }
        for range in found {
            guard unsafe body(UnsafeBufferPointer(rebasing: block[range]), range.lowerBound) else {
                return false
            }
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
