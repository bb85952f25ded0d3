// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// Reads a file line by line, in bounded memory.
struct LineReader {
    private var buffer: [UInt8] = []

    /// The longest line that is given out: what a document may have, JSON's escapes with it.
    private static let limit = 64 << 20
    private static let pieceSize = 1 << 18

    /// Calls `body` with each line of the file at `path` (`-` is standard input), without its line
    /// feed, and its number from 1; with nil for a line of more than 64 MiB. The pointer is valid
    /// for the call only.
    mutating func forEachLine(
        of path: String, _ body: (UnsafeBufferPointer<UInt8>?, Int) throws -> Void
    ) throws {
        let file =
            path == "-"
            ? try FileDescriptor.duplicate(of: 0, path: "standard input")
            : try FileDescriptor.open(path, O_RDONLY)
        var number = 0
        /// What is in the buffer and not yet given out.
        var filled = 0
        /// Whether that is the rest of a line that is too long.
        var isCut = false
        while true {
            if buffer.count - filled < Self.pieceSize {
                buffer.append(contentsOf: repeatElement(0, count: max(filled, Self.pieceSize)))
            }
            let from = filled
            let got = try unsafe buffer.withUnsafeMutableBufferPointer {
                bytes throws(SystemError) -> Int in
                let room = unsafe UnsafeMutableBufferPointer(rebasing: bytes[from...])
                return try unsafe file.read(into: UnsafeMutableRawBufferPointer(room))
            }
            filled += got
            let used = try unsafe giveOut(
                upTo: filled, searchingFrom: from, isLast: got == 0, &isCut, &number, body)
            if got == 0 { return }
            unsafe buffer.withUnsafeMutableBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[used..<filled])
                // copyMemory(from:) takes overlapping memory.
                unsafe bytes.copyMemory(from: rest)
            }
            filled -= used
            if filled > Self.limit {
                isCut = true
                filled = 0
            }
        }
    }

    /// Gives out the whole lines among the first `filled` bytes; how many bytes they were.
    private func giveOut(
        upTo filled: Int, searchingFrom start: Int, isLast: Bool, _ isCut: inout Bool,
        _ number: inout Int, _ body: (UnsafeBufferPointer<UInt8>?, Int) throws -> Void
    ) throws -> Int {
        try unsafe buffer.withUnsafeBufferPointer { bytes in
            var line = 0
            var search = start
            while let end = unsafe Self.lineFeed(in: bytes, search..<filled) {
                number += 1
                let whole = unsafe UnsafeBufferPointer(rebasing: bytes[line..<end])
                try unsafe body(isCut || whole.count > Self.limit ? nil : whole, number)
                isCut = false
                line = end + 1
                search = line
            }
            if isLast, line < filled || isCut {
                number += 1
                let whole = unsafe UnsafeBufferPointer(rebasing: bytes[line..<filled])
                try unsafe body(isCut || whole.count > Self.limit ? nil : whole, number)
            }
            return line
        }
    }

    /// The index of the first line feed in `range`. The corresponding C function is `memchr`.
    private static func lineFeed(
        in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Int? {
        guard let start = bytes.baseAddress, !range.isEmpty else { return nil }
        guard let found = unsafe memchr(start + range.lowerBound, 0x0A, range.count) else {
            return nil
        }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}
