// SPDX-License-Identifier: Apache-2.0

/// The numbers of lines, counted when a message has to name them.
enum LineNumbers {
    /// The numbers, from 1, of the lines that begin at `offsets`.
    static func numbers(
        of offsets: [Int64], in source: inout SegmentSource
    ) throws(StoreError) -> [Int] {
        let wanted = Set(offsets)
        var numbers: [Int64: Int] = [:]
        var count = 0
        var blocks = LineBlocks()
        try unsafe blocks.forward(&source, from: 0) { (block, start) throws(StoreError) in
            try unsafe forEachLine(in: block, at: start) { (_, offset) throws(StoreError) in
                count += 1
                if wanted.contains(offset) { numbers[offset] = count }
                return true
            }
        }
        // A line that is not finished yet follows the last whole one.
        return offsets.map { numbers[$0] ?? count + 1 }
    }
}
