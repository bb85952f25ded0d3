// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Reads a segment in blocks of whole lines, in either direction, with one buffer that grows only
/// for a line longer than itself.
@safe struct LineBlocks: ~Copyable {
    /// Stays in the second-level cache of the processor, between the copy and whoever looks.
    static let blockBytes = 256 * 1024
    /// A longer line is taken for no line at all, so that a file of zeros does not fill the memory.
    private static let lineBytesMax = 1 << 30
    /// Bytes behind every block that can be read, whatever they hold: for whoever looks at many at
    /// a time.
    static let slackBytes = 128

    private var buffer: UnsafeMutableRawBufferPointer
    /// The bytes of a block at most.
    private var room: Int { unsafe buffer.count - Self.slackBytes }

    /// What is done with a block of lines, each with its line feed, and the place of the first:
    /// false ends the reading.
    typealias Body = (UnsafeBufferPointer<UInt8>, Int64) throws(StoreError) -> Bool

    init(blockBytes: Int = Self.blockBytes) {
        unsafe buffer = Self.allocate(blockBytes)
    }

    deinit { unsafe buffer.deallocate() }

    /// Calls `body` with the lines between `start`, where one begins, and `end`.
    ///
    /// - Returns: Where the last line ends that `body` was called with and wanted to go on after.
    @discardableResult
    mutating func forward(
        _ source: inout SegmentSource, from start: Int64, to end: Int64? = nil, _ body: Body
    ) throws(StoreError) -> Int64 {
        var position = start
        let end = min(end ?? .max, source.length)
        while position < end {
            let block = unsafe try read(&source, position, upTo: end)
            guard let newline = unsafe Self.lastNewline(in: block) else {
                if position + Int64(block.count) >= end || !grow() { break }
                continue
            }
            let lines = unsafe UnsafeBufferPointer(rebasing: block[...newline])
            guard unsafe try body(lines, position) else { break }
            position += Int64(newline + 1)
        }
        return position
    }

    /// Calls `body` with the lines between `start`, where one begins, and `end`, where one ends:
    /// the last block first, the lines of a block in their own order.
    mutating func backward(
        _ source: inout SegmentSource, from start: Int64 = 0, to end: Int64, _ body: Body
    ) throws(StoreError) {
        var end = end
        while end > start {
            let first = max(start, end - Int64(room))
            let block = unsafe try read(&source, first, upTo: end)
            var skipped = 0
            if first > start {
                // The block begins within a line, but for the last byte of the one before it.
                guard let newline = unsafe Self.firstNewline(in: block),
                    newline + 1 < block.count
                else {
                    if block.isEmpty || !grow() { return }
                    continue
                }
                skipped = newline + 1
            }
            let lines = unsafe UnsafeBufferPointer(rebasing: block[skipped...])
            guard unsafe try body(lines, first + Int64(skipped)) else { return }
            end = first + Int64(skipped)
        }
    }

    /// Where the last whole line ends between `start`, where one begins, and the end.
    mutating func endOfLines(_ source: inout SegmentSource, from start: Int64) throws(StoreError)
        -> Int64
    {
        var end = source.length
        while end > start {
            let first = max(start, end - 4096)
            let block = unsafe try read(&source, first, upTo: end)
            if let newline = unsafe Self.lastNewline(in: block) {
                return first + Int64(newline + 1)
            }
            if block.isEmpty { break }
            end = first
        }
        return start
    }

    /// The bytes from `position` to `end`, or as many as the buffer holds.
    private mutating func read(
        _ source: inout SegmentSource, _ position: Int64, upTo end: Int64
    ) throws(StoreError) -> UnsafeBufferPointer<UInt8> {
        let count = min(room, Int(max(0, end - position)))
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
        let got = unsafe try source.read(at: position, into: room)
        return unsafe UnsafeRawBufferPointer(rebasing: buffer[..<got])
            .assumingMemoryBound(to: UInt8.self)
    }

    /// Doubles the buffer; false when it is as large as any line.
    private mutating func grow() -> Bool {
        guard room < Self.lineBytesMax else { return false }
        let count = room * 2
        unsafe buffer.deallocate()
        unsafe buffer = Self.allocate(count)
        return true
    }

    private static func allocate(_ room: Int) -> UnsafeMutableRawBufferPointer {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: room + slackBytes, alignment: 64)
        unsafe buffer[room...].initializeMemory(as: UInt8.self, repeating: 0)
        return unsafe buffer
    }

    /// Where the last line feed stands.
    private static func lastNewline(in block: UnsafeBufferPointer<UInt8>) -> Int? {
        unsafe block.lastIndex(of: 0x0A)
    }

    /// Where the first line feed stands.
    static func firstNewline(in block: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = block.baseAddress,
            let found = unsafe memchr(start, 0x0A, block.count)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}

/// Calls `body` with each line of a block of whole lines, without its line feed, and its place;
/// until it returns false, which is then returned.
func forEachLine(
    in block: UnsafeBufferPointer<UInt8>, at offset: Int64,
    _ body: (UnsafeBufferPointer<UInt8>, Int64) throws(StoreError) -> Bool
) throws(StoreError) -> Bool {
    var rest = unsafe block[...]
    while unsafe !rest.isEmpty {
        let line = unsafe UnsafeBufferPointer(rebasing: rest)
        let count = unsafe LineBlocks.firstNewline(in: line) ?? line.count
        let bytes = unsafe UnsafeBufferPointer(rebasing: rest[..<(rest.startIndex + count)])
        guard unsafe try body(bytes, offset + Int64(rest.startIndex)) else { return false }
        unsafe rest = unsafe rest[min(rest.endIndex, rest.startIndex + count + 1)...]
    }
    return true
}

/// Like `forEachLine`, the last line first.
func forEachLineBackwards(
    in block: UnsafeBufferPointer<UInt8>, at offset: Int64,
    _ body: (UnsafeBufferPointer<UInt8>, Int64) throws(StoreError) -> Bool
) throws(StoreError) -> Bool {
    var lines: [Range<Int>] = []
    _ = try unsafe forEachLine(in: block, at: 0) { (line, place) throws(StoreError) in
        lines.append(Int(place)..<Int(place) + line.count)
        return true
    }
    for range in lines.reversed() {
        let line = unsafe UnsafeBufferPointer(rebasing: block[range])
        guard unsafe try body(line, offset + Int64(range.lowerBound)) else { return false }
    }
    return true
}
